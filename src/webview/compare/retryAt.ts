import type { CompareColumn } from "../../protocol/compareProtocol";

/** When the provider of a column that failed answers again, in milliseconds since 1970; `undefined` when it did not say. */
export function retryAt({ startedAt, outcome }: CompareColumn): number | undefined {
  const afterMs = outcome?.error?.details?.retryAfterMs;
  if (afterMs === undefined || outcome === undefined || startedAt === undefined) return undefined;
  return startedAt + outcome.timing.totalMs + afterMs;
}
