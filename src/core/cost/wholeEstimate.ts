import { sumEstimates } from "./sumEstimates";
import type { CostEstimate, EstimatedUsd } from "./usage";

/** What a run comes to altogether: its answer and those who judge it. */
export function wholeEstimate({
  expectedUsd,
  maxUsd,
  judges,
}: Pick<CostEstimate, "expectedUsd" | "maxUsd" | "judges">): EstimatedUsd {
  const answer = {
    ...(expectedUsd !== undefined && { expectedUsd }),
    ...(maxUsd !== undefined && { maxUsd }),
  };
  return sumEstimates(judges ? [answer, judges] : [answer]);
}
