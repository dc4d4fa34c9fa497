import { type AttoUsd, toNumber, usdOfNumber } from "./usd";
import type { RunCost } from "./usage";

/** What several requests have cost together; where a part of that is unknown, the rest is the least it can be. */
export function sumCosts(costs: readonly RunCost[]): RunCost {
  const total = costs
    .map((cost) => usdOfNumber(cost.kind === "unknown" ? (cost.atLeastUsd ?? 0) : cost.usd))
    .reduce<AttoUsd>((sum, usd) => sum + (usd ?? 0n), 0n);
  if (costs.some(({ kind }) => kind === "unknown"))
    return { kind: "unknown", ...(total > 0n && { atLeastUsd: toNumber(total) }) };
  // What was turned away costs nothing, which is computed and says nothing about where the figure comes from.
  const isComputed = costs.some((cost) => cost.kind === "computed" && cost.usd > 0);
  const isReported = costs.some((cost) => cost.kind === "reported");
  return { kind: isReported && !isComputed ? "reported" : "computed", usd: toNumber(total) };
}
