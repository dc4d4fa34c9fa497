import type { CostEstimate, RunCost } from "./usage";

/** The most a run can have cost, in USD; Infinity when nobody can say. */
export function mostOfCost(cost: RunCost, estimate: CostEstimate): number {
  return cost.kind === "unknown" ? (estimate.maxUsd ?? Infinity) : cost.usd;
}
