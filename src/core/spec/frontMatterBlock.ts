/** Where a file's front matter stands. Offsets are UTF-16 units from the start of the text, lines count from 0. */
export interface FrontMatterBlock {
  /** What is between the two marks. */
  readonly yaml: string;
  readonly yamlStart: number;
  /** The first character behind the closing mark's line. */
  readonly bodyStart: number;
  /** The line that `bodyStart` is on. */
  readonly bodyLine: number;
}

const OPENING = /^\uFEFF?---[ \t]*\r?\n/;
const CLOSING = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm;
/** The first line that says something begins with a key, or the braces of one. */
const BEGINS_WITH_KEY =
  /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:\{|"[^"\n]*"[ \t]*:|'[^'\n]*'[ \t]*:|[\p{L}\p{N}_$.-][^\n:#]*:(?:\s|$))/u;
const IS_BLANK = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*$/;

/**
 * The front matter of a Markdown file. `undefined` when there is none: no `---` in the first line, no line that closes it,
 * or prose in between, since `---` is a thematic break, too. YAML that is broken is front matter all the same.
 */
export function frontMatterBlock(text: string): FrontMatterBlock | undefined {
  const opening = OPENING.exec(text);
  if (!opening) return undefined;
  const yamlStart = opening[0].length;
  CLOSING.lastIndex = yamlStart;
  const closing = CLOSING.exec(text);
  if (!closing) return undefined;
  const yaml = text.slice(yamlStart, closing.index);
  if (!BEGINS_WITH_KEY.test(yaml) && !IS_BLANK.test(yaml)) return undefined;
  const bodyStart = closing.index + closing[0].length;
  return { yaml, yamlStart, bodyStart, bodyLine: countLines(text, bodyStart) };
}

/** A text without its front matter. */
export function withoutFrontMatter(text: string): string {
  const block = frontMatterBlock(text);
  return block ? text.slice(block.bodyStart) : text;
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let index = text.indexOf("\n"); index !== -1 && index < end; index = text.indexOf("\n", index + 1))
    lines++;
  return lines;
}
