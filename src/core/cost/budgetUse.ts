export interface BudgetUse {
  /** US dollars; not under 0. */
  readonly leftUsd: number;
  /** Whole per cent, never more than is really used: 99.6 is not 100. */
  readonly percent: number;
  /** `near`: from 80 % on, where the user is warned; `over`: nothing is left. */
  readonly state: "fine" | "near" | "over";
}

/** What is gone of a budget, both in US dollars. */
export function budgetUse(budget: { readonly limitUsd: number; readonly spentUsd: number }): BudgetUse {
  const { limitUsd, spentUsd } = budget;
  const share = limitUsd > 0 ? spentUsd / limitUsd : 1;
  // 0.29 × 100 is a hair under 29 in binary, and 2.4 of 3 under 80.
  const percent = Math.floor(Number((share * 100).toFixed(6)));
  return {
    leftUsd: Math.max(0, limitUsd - spentUsd),
    percent,
    state: percent >= 100 ? "over" : percent >= 80 ? "near" : "fine",
  };
}
