import * as l10n from "@vscode/l10n";
import type { BudgetSpent } from "../../core/cost/budget";
import { formatUsdLimit, formatUsdSpent } from "../../core/cost/formatCost";
import { Icon } from "../Icon";
import { IconButton } from "../IconButton";
import { Meter } from "../Meter";
import { budgetUsed } from "../text/budgetUsed";
import { spokenUsd } from "../text/spokenUsd";

/** Most of a budget is gone. */
export function BudgetBanner({
  budget,
  onHide,
}: {
  readonly budget: BudgetSpent;
  readonly onHide: () => void;
}) {
  const spent = formatUsdSpent(budget.spentUsd, budget.limitUsd);
  const limit = formatUsdLimit(budget.limitUsd);
  return (
    <div class="budget-banner" role="status">
      <div class="banner">
        <Icon name="warning" tone="warn" />
        <span class="grow num">
          {budgetUsed(budget)} {l10n.t("{0} of {1}", spent, limit)}
        </span>
        <IconButton icon="close" label={l10n.t("Hide until tomorrow")} onClick={onHide} />
      </div>
      <Meter
        share={budget.spentUsd / budget.limitUsd}
        label={l10n.t("Budget: {0} of {1}", spokenUsd(spent), spokenUsd(limit))}
        isOver
      />
    </div>
  );
}
