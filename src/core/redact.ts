const MARK = "[redacted]";

/** Shorter secrets are left to the shapes below: replacing every "test" would make a log unreadable. */
const SHORTEST_SECRET = 6;

/**
 * Things that look like credentials, known to us or not. `$1` is what stays in front of the mark. Each begins with a fixed
 * word or at the start of a token, so that no text is read more than a few times (a log line may have a megabyte).
 */
const SHAPES: readonly RegExp[] = [
  // Header in any notation: `name: value`, `"name":"value"`, `name=value`, also with escaped quotes.
  /((?:authorization|x-proxy-token|x-api-key|api-key)["'\\]{0,4}\s{0,8}[:=]\s{0,8}["'\\]{0,4}(?:(?:bearer|basic|token)\s{1,8})?)[^\s"'\\]+/gi,
  /(\bbearer\s{1,8})[\w.~+/=-]{6,}/gi,
  // Credentials in front of a host, and keys in a query.
  /(:\/\/)[^\s/?#"'<>]+(?=@)/g,
  /([?&](?:api[_-]?key|key|access[_-]?token|token)=)[^\s&#"'<>]+/gi,
  // JSON web tokens, of three or five parts.
  /((?<![\w-]))eyJ[\w-]{6,}(?:\.[\w-]*){2,4}/g,
  /((?<![A-Za-z0-9]))(?:kilo_|sk-)[\w.-]{8,}/g,
];

/**
 * Makes a function that takes every credential out of a text: the known secrets (asked for on each call, as they change),
 * also URL-encoded, JSON-escaped and in base64, and whatever has the shape of one. Applying it twice changes nothing
 * more. Time grows linearly with the text.
 */
export function createRedactor(secrets: () => readonly string[]): (text: string) => string {
  return (text) => {
    let result = redactKnown(text, secrets());
    for (const shape of SHAPES) result = result.replace(shape, `$1${MARK}`);
    return result;
  };
}

function redactKnown(text: string, secrets: readonly string[]): string {
  const needles = new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(formsOf));
  if (needles.size === 0) return text;
  // Earlier marks are no text: a secret that happens to be a part of the mark must not be replaced in it.
  return text
    .split(MARK)
    .map((piece) => redactPiece(piece, needles))
    .join(MARK);
}

/** Finds first and cuts afterwards: where secrets overlap, no rest of either may stay. */
function redactPiece(piece: string, needles: ReadonlySet<string>): string {
  const found: { readonly start: number; readonly end: number }[] = [];
  for (const needle of needles) {
    for (
      let start = piece.indexOf(needle);
      start >= 0;
      start = piece.indexOf(needle, start + needle.length)
    ) {
      found.push({ start, end: start + needle.length });
    }
  }
  found.sort((one, other) => one.start - other.start);
  let result = "";
  let end = 0;
  for (const match of found) {
    if (match.start >= end) result += piece.slice(end, match.start) + MARK;
    end = Math.max(end, match.end);
  }
  return result + piece.slice(end);
}

/** How a secret may be written in a URL, a JSON string or a base64 text. */
function formsOf(secret: string): string[] {
  const wellFormed = secret.toWellFormed();
  const encoded = encodeURIComponent(wellFormed);
  return [
    secret,
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    encoded.replaceAll("%20", "+"),
    JSON.stringify(secret).slice(1, -1),
    ...base64FormsOf(wellFormed),
  ];
}

/**
 * Base64 of a secret inside a longer text, such as `user:secret`, depends on where it begins modulo three bytes. Of each
 * of the three writings the digits that hold only the secret's bits are kept.
 */
function base64FormsOf(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return [0, 1, 2].flatMap((offset) => {
    const digits = btoa("\0".repeat(offset) + binary);
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    const own = digits.slice(start, end);
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
