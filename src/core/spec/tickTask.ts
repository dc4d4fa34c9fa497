import { specOutline, type SpecTask } from "./outline";

/** Offsets are UTF-16 units of the text. */
export interface TickEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: "x";
}

/**
 * The edit that ticks a task's box in a text that may have changed since the task was read. The task is where it was, or at
 * its only place when it has moved. `undefined` when it is gone or ticked, or when which of several with the same text it
 * was can no longer be told. `startLine`: as for `specOutline`.
 */
export function tickTask(
  text: string,
  task: SpecTask,
  options: { readonly startLine?: number } = {},
): TickEdit | undefined {
  const { tasks, lineStarts } = specOutline(text, options);
  const named = tasks.filter((candidate) => candidate.text === task.text);
  // Line and text alone are not enough: with lines put in above, another "Run the tests" may have come to stand there.
  const found =
    named.find(({ line, sameAbove }) => line === task.line && sameAbove === task.sameAbove) ??
    (named.length === 1 ? named[0] : undefined);
  if (!found || found.checked) return undefined;
  const start = (lineStarts[found.line] ?? 0) + found.markColumn;
  return { start, end: start + 1, newText: "x" };
}
