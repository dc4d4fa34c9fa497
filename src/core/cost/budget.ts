import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import { formatAtMost, formatUsdSum } from "./formatCost";
import type { CostEstimate } from "./usage";

/** What the user wants to spend at most, in USD. Absent = no budget. */
export interface Budgets {
  readonly perRun?: number;
  readonly perDay?: number;
  readonly perMonth?: number;
}

/** What was spent of each budget so far, in USD; where a cost is not known, the most it can have been. */
export interface Spent {
  readonly perRun: number;
  readonly perDay: number;
  readonly perMonth: number;
}

const PERIODS = ["perRun", "perDay", "perMonth"] as const;

/**
 * Why a request must not go out: in the worst case it would cross a budget, or nobody can say that it would not, as its
 * price is unknown. `undefined` = it may. What costs nothing always may.
 */
export function budgetProblem(
  estimate: CostEstimate,
  budgets: Budgets,
  spent: Spent,
): UserFacingError | undefined {
  const { maxUsd } = estimate;
  if (maxUsd === 0) return undefined;
  for (const period of PERIODS) {
    const limit = budgets[period];
    if (limit === undefined) continue;
    const left = Math.max(0, limit - spent[period]);
    if (maxUsd === undefined) {
      return new UserFacingError(
        "budget-exceeded",
        l10n.t(
          "The price of this model is not known, so the budget of {0} cannot be kept.",
          formatUsdSum(limit),
        ),
      );
    }
    if (maxUsd > left) {
      return new UserFacingError(
        "budget-exceeded",
        sentence(period)(formatAtMost(maxUsd), formatUsdSum(left), formatUsdSum(limit)),
      );
    }
  }
  return undefined;
}

function sentence(period: (typeof PERIODS)[number]): (max: string, left: string, limit: string) => string {
  switch (period) {
    case "perRun":
      return (max, left, limit) =>
        left === limit
          ? l10n.t("This run could cost {0}; the budget of a run is {1}.", max, limit)
          : l10n.t("This run could cost {0} more; {1} is left of its budget.", max, left);
    case "perDay":
      return (max, left) => l10n.t("This run could cost {0}; {1} is left today.", max, left);
    case "perMonth":
      return (max, left) => l10n.t("This run could cost {0}; {1} is left this month.", max, left);
  }
}
