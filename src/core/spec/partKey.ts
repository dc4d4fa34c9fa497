import type { SpecPart } from "./specPart";

/** Tells a part of a spec from its other parts; `undefined` for all of it. */
export function partKey({ section, task, sameAbove = 0 }: SpecPart): string | undefined {
  const name = section ?? task;
  return name !== undefined && sameAbove > 0 ? `${name}\n${sameAbove}` : name;
}
