import type { CostEstimate } from "./usage";

/** What several requests come to together. US dollars; absent when the price of one of them is not known. */
export interface TotalEstimate {
  /** The longest prompt: the same text has another count with each model. */
  readonly promptTokens: number;
  readonly expectedUsd?: number;
  readonly maxUsd?: number;
  /** How many have no known price. */
  readonly unknown: number;
}

/** `estimates`: of the same text, each for its own model. */
export function totalEstimate(estimates: readonly CostEstimate[]): TotalEstimate {
  const unknown = estimates.filter(
    ({ expectedUsd, maxUsd }) => expectedUsd === undefined || maxUsd === undefined,
  );
  const sum = (of: (estimate: CostEstimate) => number | undefined) =>
    estimates.reduce((total, estimate) => total + (of(estimate) ?? 0), 0);
  return {
    promptTokens: Math.max(0, ...estimates.map(({ promptTokens }) => promptTokens)),
    unknown: unknown.length,
    ...(unknown.length === 0 && {
      expectedUsd: sum(({ expectedUsd }) => expectedUsd),
      maxUsd: sum(({ maxUsd }) => maxUsd),
    }),
  };
}
