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
  return (text) => hide(text, needles()).shown;
}

/** Where a secret first stands in a text, in any way of writing it; -1 when it does not. */
export function indexOfSecret(text: string, secret: string): number {
  return findRuns(text, needlesOf([secret]))[0]?.start ?? -1;
}

/**
 * A secret filter for text that arrives in pieces: what it gives back, put together, is what the filter would make of the
 * whole, wherever the pieces were cut. What may be the beginning of a secret is held back until it is known, and no more
 * than that: a run of secrets that overlap may be as long as the text.
 */
export class StreamRedactor {
  readonly #needles: () => Needles;
  #held = "";
  /** How much of what is held belongs to a run of secrets whose mark was shown already. */
  #covered = 0;

  constructor(secrets: () => readonly string[]) {
    this.#needles = currentNeedles(secrets);
  }

  /** What can be shown by now; may be empty. */
  push(piece: string): string {
    const needles = this.#needles();
    const text = this.#held + piece;
    // Where a mark may be beginning nothing is known yet: if it is one, a secret that reaches into it is none.
    const known = needles.all.size === 0 ? text : text.slice(0, openFrom(text, MARKS));
    const end = openFrom(known, needles);
    this.#held = text.slice(end);
    return this.#show(known, end, needles);
  }

  /** The rest: nothing more will come. */
  flush(): string {
    const rest = this.#held;
    this.#held = "";
    return this.#show(rest, rest.length, this.#needles());
  }

  #show(known: string, end: number, needles: Needles): string {
    const { shown, covered } = hide(known, needles, end, this.#covered);
    this.#covered = covered;
    return shown;
  }
}

/** Texts to look for. */
interface Needles {
  readonly all: ReadonlySet<string>;
  readonly byFirstLetter: ReadonlyMap<string, readonly string[]>;
  readonly longest: number;
}

function needlesFrom(texts: readonly string[]): Needles {
  const all = new Set(texts);
  return {
    all,
    byFirstLetter: Map.groupBy(all, (needle) => needle.charAt(0)),
    longest: Math.max(0, ...texts.map((needle) => needle.length)),
  };
}

const MARKS = needlesFrom([MARK]);

/** Each secret in each of its forms. */
function needlesOf(secrets: readonly string[]): Needles {
  return needlesFrom(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(formsOf));
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

/** From where on a text may be the beginning of a needle that ends behind it; its length when it is none. */
function openFrom(text: string, { byFirstLetter, longest }: Needles): number {
  const lastMark = text.lastIndexOf(MARK);
  const behindMarks = lastMark < 0 ? 0 : lastMark + MARK.length;
  for (let index = Math.max(behindMarks, text.length - longest + 1); index < text.length; index++) {
    const needles = byFirstLetter.get(text.charAt(index));
    if (needles === undefined) continue;
    const rest = text.slice(index);
    if (needles.some((needle) => needle.length > rest.length && needle.startsWith(rest))) return index;
  }
  return text.length;
}

/**
 * A text up to `end` with one mark for each run of secrets that overlap: no rest of any may stay. `covered`: how much at its
 * beginning belongs to a run that has its mark; in the result, how much behind `end` does.
 */
function hide(
  text: string,
  needles: Needles,
  end = text.length,
  covered = 0,
): { readonly shown: string; readonly covered: number } {
  let shown = "";
  let reached = covered;
  for (const run of runsAndMarks(text, needles)) {
    if (run.start >= end) break;
    if (run.start >= reached) shown += text.slice(reached, run.start) + MARK;
    reached = Math.max(reached, run.end);
  }
  return { shown: shown + text.slice(reached, end), covered: Math.max(0, reached - end) };
}

interface Run {
  readonly start: number;
  end: number;
}

/** Earlier marks are no text: a secret that happens to be a part of the mark must not be replaced in it. */
function runsAndMarks(text: string, needles: Needles): readonly Run[] {
  let from = 0;
  return text.split(MARK).flatMap((piece) => {
    const runs = findRuns(piece, needles, from);
    // Behind the last piece it lies outside of the text.
    const mark = { start: from + piece.length, end: from + piece.length + MARK.length };
    from = mark.end;
    return [...runs, mark];
  });
}

/** What the needles cover, from the first place on; occurrences of one needle that reach into each other are one. */
function findRuns(text: string, needles: Needles, offset = 0): readonly Run[] {
  const runs: Run[] = [];
  for (const needle of needles.all) {
    let last: Run | undefined;
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
      const start = offset + at;
      const end = start + needle.length;
      if (last !== undefined && start < last.end) last.end = end;
      else runs.push((last = { start, end }));
    }
  }
  return runs.toSorted((one, other) => one.start - other.start);
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
