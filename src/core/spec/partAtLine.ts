import type { SpecOutline } from "./outline";
import type { SpecPart } from "./specPart";

/** The innermost task that a line belongs to, else its section; all of the spec above the first heading. */
export function partAtLine({ headings, tasks }: SpecOutline, line: number): SpecPart {
  const holds = (row: { readonly line: number; readonly endLine: number }) =>
    row.line <= line && line < row.endLine;
  // In the order of their lines, so that the last one is the innermost.
  const task = tasks.findLast(holds);
  if (task) return { task: task.text, sameAbove: task.sameAbove };
  const heading = headings.findLast(holds);
  if (!heading || heading.title === "") return {};
  const sameAbove = headings.filter((row) => row.line < heading.line && row.title === heading.title).length;
  return { section: heading.title, sameAbove };
}
