import * as v from "valibot";
import { emptyClassCounts, tokenClasses } from "./tokenClasses";
import type { PromptSize } from "./tokenRates";

/**
 * Which way of counting made a record. To be raised when `countClasses` counts anything differently: what was counted
 * otherwise teaches nothing.
 */
const COUNTER = 1;

/** What a prompt was made of, small enough to be kept with every run. Plain JSON. Holds no text. */
export interface PromptRecord {
  readonly counter: number;
  readonly messages: number;
  /** By name of the class; those that are 0 are left out. */
  readonly counts: Readonly<Record<string, number>>;
}

export const promptRecordSchema = v.object({
  counter: v.number(),
  messages: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  counts: v.record(v.string(), v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});

export function recordOfPrompt({ counts, messages }: PromptSize): PromptRecord {
  return {
    counter: COUNTER,
    messages,
    counts: Object.fromEntries(
      tokenClasses.flatMap((name, index) => (counts[index] ? [[name, counts[index]]] : [])),
    ),
  };
}

/** `undefined` for a record that was counted in another way. */
export function sizeOfRecord({ counter, messages, counts }: PromptRecord): PromptSize | undefined {
  if (counter !== COUNTER) return undefined;
  const size = emptyClassCounts();
  for (const [index, name] of tokenClasses.entries()) size[index] = counts[name] ?? 0;
  return { counts: size, messages };
}
