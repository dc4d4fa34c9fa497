import type { EstimatedUsd } from "./usage";

/** What several requests come to together: not known when one of them is not, which is not the same as less. */
export function sumEstimates(estimates: readonly EstimatedUsd[]): EstimatedUsd {
  let [expected, most] = [0, 0];
  for (const { expectedUsd, maxUsd } of estimates) {
    if (expectedUsd === undefined || maxUsd === undefined) return {};
    expected += expectedUsd;
    most += maxUsd;
  }
  return { expectedUsd: expected, maxUsd: most };
}
