import type { SpecHeading, SpecOutline, SpecTask } from "./outline";

/** Which lines of a text a part of it is sent as. */
export interface PartLines {
  /** Of the headings above, each sent with an empty line behind it. */
  readonly headings: readonly number[];
  /** Of the tasks around it, the outermost first. */
  readonly parents: readonly number[];
  readonly line: number;
  readonly endLine: number;
}

/** The section of the heading, or the block of the task, that begins at `line`; `undefined` when neither does. */
export function partLines(outline: SpecOutline, line: number): PartLines | undefined {
  const heading = atLine(outline.headings, line);
  if (heading) return { headings: heading.ancestors, parents: [], line, endLine: heading.endLine };
  const task = atLine(outline.tasks, line);
  if (!task) return undefined;
  const above = task.headingLine === undefined ? undefined : atLine(outline.headings, task.headingLine);
  return {
    headings: above ? [...above.ancestors, above.line] : [],
    parents: parentLines(outline, task),
    line,
    endLine: task.endLine,
  };
}

/**
 * The section of the heading, or the block of the task, that begins at `line`, verbatim, below what it stands in: the lines
 * of the headings above, each with an empty line behind it, and for a nested task the lines of the tasks around it.
 * `outline`: that of `text`. `undefined` when neither begins there.
 */
export function sectionAt(text: string, outline: SpecOutline, line: number): string | undefined {
  const part = partLines(outline, line);
  if (!part) return undefined;
  const headings = part.headings.map((above) => headingAsSent(text, outline, above));
  const parents = part.parents.map((above) => linesOf(text, outline, { line: above, endLine: above + 1 }));
  return [...headings, ...parents, linesOf(text, outline, part)].join("");
}

/** A heading that stands above what is sent. */
export function headingAsSent(text: string, outline: SpecOutline, line: number): string {
  return `${linesOf(text, outline, { line, endLine: line + 1 }).trimEnd()}\n\n`;
}

function parentLines(outline: SpecOutline, task: SpecTask): readonly number[] {
  const lines: number[] = [];
  for (let line = task.parentTaskLine; line !== undefined;) {
    lines.push(line);
    line = atLine(outline.tasks, line)?.parentTaskLine;
  }
  return lines.toReversed();
}

function linesOf(
  text: string,
  { lineStarts }: SpecOutline,
  { line, endLine }: Pick<SpecHeading, "line" | "endLine">,
): string {
  return text.slice(lineStarts[line], lineStarts[endLine]);
}

/** `rows` are in the order of their lines. */
function atLine<T extends { readonly line: number }>(rows: readonly T[], line: number): T | undefined {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  const row = rows[low];
  return row?.line === line ? row : undefined;
}
