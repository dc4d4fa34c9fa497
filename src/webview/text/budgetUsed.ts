import * as l10n from "@vscode/l10n";
import type { BudgetSpent } from "../../core/cost/budget";
import { budgetUse } from "../../core/cost/budgetUse";
import { showHidden } from "../../core/hiddenCharacters";

/** `91 % of today’s budget is used:`, to be followed by the amounts. */
export function budgetUsed(budget: BudgetSpent): string {
  const { percent } = budgetUse(budget);
  switch (budget.kind) {
    case "day":
      return l10n.t("{0} % of today’s budget is used:", percent);
    case "run":
    case "month":
      return l10n.t("{0} % of this month’s budget is used:", percent);
    case "provider":
    case "spec":
      return l10n.t("{0} % of the budget for {1} is used:", percent, showHidden(budget.name ?? ""));
  }
}
