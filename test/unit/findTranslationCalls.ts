export interface TranslationCall {
  /** The sentence; `undefined` when the first argument is not a literal. */
  readonly key: string | undefined;
  /** 1-based. */
  readonly line: number;
}

const CALL = /\bl10n\s*\.\s*t\s*\(/g;
const TRIVIA = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const LITERAL = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|`(?:[^`\\$]|\\[^]|\$(?!\{))*`/y;
const ESCAPE = /\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(\r?\n)|([^]))/gi;
const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
};

/**
 * Every `l10n.t(` of a TypeScript source with its first argument: literals in any quotation marks, also several joined by
 * `+`. Calls inside comments and strings are found, too, so a mention of one must look like a call as well.
 */
export function findTranslationCalls(source: string): readonly TranslationCall[] {
  return [...source.matchAll(CALL)].map((match) => ({
    key: readLiterals(source, match.index + match[0].length),
    line: source.slice(0, match.index).split("\n").length,
  }));
}

function readLiterals(source: string, start: number): string | undefined {
  let text = "";
  let index = start;
  for (;;) {
    index += matchAt(TRIVIA, source, index).length;
    const literal = matchAt(LITERAL, source, index);
    if (literal === "") return undefined;
    text += valueOf(literal);
    index += literal.length;
    index += matchAt(TRIVIA, source, index).length;
    if (source[index] !== "+") return source[index] === "," || source[index] === ")" ? text : undefined;
    index += 1;
  }
}

function matchAt(pattern: RegExp, source: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(source)?.[0] ?? "";
}

function valueOf(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(
      ESCAPE,
      (_all, point?: string, unit?: string, byte?: string, lineEnd?: string, character = "") => {
        const code = point ?? unit ?? byte;
        if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
        return lineEnd === undefined ? (NAMED_ESCAPES[character] ?? character) : "";
      },
    );
}
