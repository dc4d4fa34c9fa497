import type { SpecHeading, SpecOutline, SpecTask } from "./outline";

/**
 * The section of the heading, or the block of the task, that begins at `line`, verbatim, below what it stands in: the lines
 * of the headings above, each with an empty line behind it, and for a nested task the lines of the tasks around it.
 * `outline`: that of `text`. `undefined` when neither begins there.
 */
export function sectionAt(text: string, outline: SpecOutline, line: number): string | undefined {
  const heading = atLine(outline.headings, line);
  if (heading) return headingLines(text, outline, heading.ancestors) + linesOf(text, outline, heading);
  const task = atLine(outline.tasks, line);
  if (!task) return undefined;
  const above = task.headingLine === undefined ? undefined : atLine(outline.headings, task.headingLine);
  const headings = above ? headingLines(text, outline, [...above.ancestors, above.line]) : "";
  return headings + parentLines(text, outline, task) + linesOf(text, outline, task);
}

function headingLines(text: string, outline: SpecOutline, lines: readonly number[]): string {
  return lines.map((line) => `${linesOf(text, outline, { line, endLine: line + 1 }).trimEnd()}\n\n`).join("");
}

function parentLines(text: string, outline: SpecOutline, task: SpecTask): string {
  const lines: string[] = [];
  for (let line = task.parentTaskLine; line !== undefined;) {
    lines.push(linesOf(text, outline, { line, endLine: line + 1 }));
    line = atLine(outline.tasks, line)?.parentTaskLine;
  }
  return lines.toReversed().join("");
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
