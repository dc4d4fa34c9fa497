import type { SpecOutline, SpecTask } from "./outline";

/** What can be done next in a list of tasks. */
export interface NextTasks {
  /** To run, in their order: open, not optional, and without open tasks nested in them. */
  readonly runnable: readonly SpecTask[];
  /** Open themselves, though everything nested in them is done. */
  readonly finished: readonly SpecTask[];
}

/** Sorts the open tasks of a spec. A task with others nested in it is done when they are. */
export function openTasks({ tasks }: SpecOutline): NextTasks {
  const parents = new Map<number, { open: number; all: number }>();
  for (const { parentTaskLine, checked, optional } of tasks) {
    if (parentTaskLine === undefined) continue;
    const counts = parents.get(parentTaskLine) ?? { open: 0, all: 0 };
    parents.set(parentTaskLine, {
      open: counts.open + (checked || optional ? 0 : 1),
      all: counts.all + 1,
    });
  }
  const open = tasks.filter(({ checked, optional }) => !checked && !optional);
  return {
    runnable: open.filter(({ line }) => !parents.has(line)),
    finished: open.filter(({ line }) => parents.get(line)?.open === 0),
  };
}
