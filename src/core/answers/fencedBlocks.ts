/** One block of fenced code in Markdown. */
export interface FencedBlock {
  /** What follows the opening marks, without the spaces around it. */
  readonly info: string;
  /** Line of the opening fence, counted from 0. */
  readonly line: number;
  /** With the line ends of the text; without the indentation of the opening fence. Ends with a line end or is empty. */
  readonly content: string;
  /** False when the text ends inside the block. Then `content` may lack its line end. */
  readonly isClosed: boolean;
  /** The last line above that is not blank, without the spaces around it; empty when there is none. */
  readonly lineAbove: string;
}

/**
 * The fenced blocks of a Markdown text, in its order; each line is read once. Blocks in list items are among them, those in
 * quotations are not. A longer fence holds shorter ones.
 */
export function fencedBlocks(markdown: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: (Pick<FencedBlock, "info" | "line" | "lineAbove"> & OpeningFence) | undefined;
  let lines: string[] = [];
  let lineAbove = "";
  let wasBlank = true;
  // A fence further in than three columns from the text it stands in would be indented code.
  let textColumn = 0;
  const close = (isClosed: boolean): void => {
    if (!open) return;
    const { info, line } = open;
    blocks.push({ info, line, content: lines.join(""), isClosed, lineAbove: open.lineAbove });
    open = undefined;
    lines = [];
    // What was said above a block is not said of the next one.
    lineAbove = "";
    wasBlank = true;
  };
  for (let start = 0, line = 0; start < markdown.length; line++) {
    const lineEnd = markdown.indexOf("\n", start);
    const next = lineEnd === -1 ? markdown.length : lineEnd + 1;
    const text = markdown.slice(start, next);
    start = next;
    const indent = /^ */.exec(text)?.[0].length ?? 0;
    const trimmed = text.slice(indent).trimEnd();
    if (open) {
      if (indent <= textColumn + 3 && isClosing(trimmed, open.marks)) close(true);
      else lines.push(text.slice(Math.min(indent, open.indent)));
      continue;
    }
    if (trimmed === "") {
      wasBlank = true;
      continue;
    }
    const bullet = /^(?:[-*+]|\d{1,9}[.)]) {1,4}(?=\S)/.exec(trimmed)?.[0].length;
    if (bullet === undefined && (wasBlank || trimmed.startsWith("#")))
      textColumn = Math.min(textColumn, indent);
    const fence = indent <= textColumn + 3 ? /^(`{3,}(?=[^`]*$)|~{3,})([^]*)$/.exec(trimmed) : null;
    if (fence?.[1]) {
      open = { marks: fence[1], info: (fence[2] ?? "").trim(), indent, line, lineAbove };
    } else if (bullet !== undefined && indent <= textColumn + 3) {
      textColumn = indent + bullet;
    }
    wasBlank = false;
    lineAbove = trimmed;
  }
  close(false);
  return blocks;
}

interface OpeningFence {
  readonly marks: string;
  readonly indent: number;
}

/** At least as many of the same marks as opened the block, and nothing else. */
function isClosing(trimmed: string, marks: string): boolean {
  if (!trimmed.startsWith(marks)) return false;
  for (let at = marks.length; at < trimmed.length; at++) if (trimmed[at] !== marks[0]) return false;
  return true;
}
