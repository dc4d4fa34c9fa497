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
  const hideKnown = createSecretFilter(secrets);
  return (text) => {
    let result = hideKnown(text);
    for (const shape of SHAPES) result = result.replace(shape, `$1${MARK}`);
    return result;
  };
}

/**
 * The same for the known secrets alone: for what people read and keep, where a made-up header in an example must stay as
 * it was written.
 */
export function createSecretFilter(secrets: () => readonly string[]): (text: string) => string {
  const needles = currentNeedles(secrets);
  return (text) => redactKnown(text, needles());
}

/** Where a secret first stands in a text, in any way of writing it; -1 when it does not. */
export function indexOfSecret(text: string, secret: string): number {
  const found = findNeedles(text, needlesOf([secret]));
  return found.length === 0 ? -1 : Math.min(...found.map(({ start }) => start));
}

/**
 * A secret filter for text that arrives in pieces: what it gives back, put together, is what the filter would make of the
 * whole, wherever the pieces were cut. What may be the beginning of a secret is held back until it is known.
 */
export class StreamRedactor {
  readonly #needles: () => Needles;
  #held = "";

  constructor(secrets: () => readonly string[]) {
    this.#needles = currentNeedles(secrets);
  }

  /** What can be shown by now; may be empty. */
  push(piece: string): string {
    const needles = this.#needles();
    const text = this.#held + piece;
    const end = settledLength(text, needles);
    this.#held = text.slice(end);
    return redactKnown(text.slice(0, end), needles);
  }

  /** The rest: nothing more will come. */
  flush(): string {
    const rest = redactKnown(this.#held, this.#needles());
    this.#held = "";
    return rest;
  }
}

/** Everything to look for: each secret in each of its forms. */
interface Needles {
  readonly all: ReadonlySet<string>;
  /** By first character; the mark is among them, as it must not be cut apart either. Empty when there are no secrets. */
  readonly beginnings: ReadonlyMap<string, readonly string[]>;
  readonly longest: number;
}

function needlesOf(secrets: readonly string[]): Needles {
  const all = new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(formsOf));
  const marked = all.size === 0 ? [] : [...all, MARK];
  return {
    all,
    beginnings: Map.groupBy(marked, (needle) => needle.charAt(0)),
    longest: Math.max(0, ...marked.map((needle) => needle.length)),
  };
}

/** Works the forms out again only when the secrets have changed: a stream asks for every word. */
function currentNeedles(secrets: () => readonly string[]): () => Needles {
  let known: readonly string[] = [];
  let needles = needlesOf(known);
  return () => {
    const now = secrets();
    if (now.length !== known.length || now.some((secret, index) => secret !== known[index])) {
      known = [...now];
      needles = needlesOf(known);
    }
    return needles;
  };
}

/** How much of a text no continuation can change: no secret and no mark begins before its end and ends behind it. */
function settledLength(text: string, needles: Needles): number {
  if (needles.all.size === 0) return text.length;
  let end = text.length;
  for (let index = Math.max(0, text.length - needles.longest + 1); index < text.length; index++) {
    const rest = text.slice(index);
    const mayGoOn = needles.beginnings
      .get(text.charAt(index))
      ?.some((needle) => needle.length > rest.length && needle.startsWith(rest));
    if (mayGoOn) {
      end = index;
      break;
    }
  }
  if (end === text.length) return end;
  // From the last one back: each may move the end to where it begins.
  for (const match of findNeedles(text, needles, [MARK]).toSorted((one, other) => other.start - one.start)) {
    if (match.start < end && match.end > end) end = match.start;
  }
  return end;
}

function redactKnown(text: string, needles: Needles): string {
  if (needles.all.size === 0) return text;
  // Earlier marks are no text: a secret that happens to be a part of the mark must not be replaced in it.
  return text
    .split(MARK)
    .map((piece) => redactPiece(piece, needles))
    .join(MARK);
}

/** Finds first and cuts afterwards: where secrets overlap, no rest of either may stay. */
function redactPiece(piece: string, needles: Needles): string {
  const found = findNeedles(piece, needles).toSorted((one, other) => one.start - other.start);
  let result = "";
  let end = 0;
  for (const match of found) {
    if (match.start >= end) result += piece.slice(end, match.start) + MARK;
    end = Math.max(end, match.end);
  }
  return result + piece.slice(end);
}

interface Match {
  readonly start: number;
  readonly end: number;
}

/** Every place, also where one occurrence reaches into the next. */
function findNeedles(text: string, needles: Needles, more: readonly string[] = []): readonly Match[] {
  const found: Match[] = [];
  for (const needle of [...needles.all, ...more]) {
    for (let start = text.indexOf(needle); start >= 0; start = text.indexOf(needle, start + 1)) {
      found.push({ start, end: start + needle.length });
    }
  }
  return found;
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
