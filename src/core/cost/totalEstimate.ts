import { sumEstimates } from "./sumEstimates";
import type { CostEstimate, EstimatedUsd } from "./usage";
import { wholeEstimate } from "./wholeEstimate";

/** What several runs come to together, judges included; without amounts when the price of one of them is not known. */
export interface TotalEstimate extends EstimatedUsd {
  /** The longest prompt: the same text has another count with each model. */
  readonly promptTokens: number;
  /** How many have no known price. */
  readonly unknown: number;
  /** How many judge the answers, all together; absent = none. */
  readonly judges?: number;
}

/** `estimates`: of the same text, each for its own model. */
export function totalEstimate(estimates: readonly CostEstimate[]): TotalEstimate {
  const whole = estimates.map(wholeEstimate);
  const judges = estimates.reduce((count, estimate) => count + (estimate.judges?.count ?? 0), 0);
  return {
    promptTokens: Math.max(0, ...estimates.map(({ promptTokens }) => promptTokens)),
    unknown: whole.filter(({ maxUsd }) => maxUsd === undefined).length,
    ...sumEstimates(whole),
    ...(judges > 0 && { judges }),
  };
}
