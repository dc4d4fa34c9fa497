import type { BudgetState } from "../../protocol/usageProtocol";

export interface BudgetUse {
  /** US dollars; not under 0. */
  readonly leftUsd: number;
  /** Whole per cent, never more than is really used: 99.6 is not 100. */
  readonly percent: number;
  /** `near`: from 80 % on; `over`: nothing is left. */
  readonly state: "fine" | "near" | "over";
}

/** `undefined` for a budget of which nothing is counted, such as that of a run. */
export function budgetUse({ limitUsd, spentUsd }: BudgetState): BudgetUse | undefined {
  if (spentUsd === undefined) return undefined;
  const share = limitUsd > 0 ? spentUsd / limitUsd : 1;
  return {
    leftUsd: Math.max(0, limitUsd - spentUsd),
    // 0.29 × 100 is a hair under 29 in binary.
    percent: Math.floor(Number((share * 100).toFixed(6))),
    state: share >= 1 ? "over" : share >= 0.8 ? "near" : "fine",
  };
}
