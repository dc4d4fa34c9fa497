import * as l10n from "@vscode/l10n";
import { type BudgetUse, budgetUse } from "../../core/cost/budgetUse";
import { formatUsdLeft, formatUsdLimit, formatUsdSpent } from "../../core/cost/formatCost";
import type { BudgetState, FromUsageView } from "../../protocol/usageProtocol";
import { Icon } from "../Icon";
import { IconButton } from "../IconButton";
import { Meter } from "../Meter";
import { showHidden } from "../../core/hiddenCharacters";
import { spokenUsd } from "../text/spokenUsd";
import { Money } from "../Money";
import { Name } from "./Name";
import type { UsageDates } from "./usageDates";

/** Every budget that is set, and what is left of it. */
export function BudgetSection(props: {
  readonly budgets: readonly BudgetState[];
  readonly now: number;
  readonly dates: UsageDates;
  readonly post: (message: FromUsageView) => void;
}) {
  const { budgets, now, dates, post } = props;
  return (
    <section>
      <div class="row between">
        <h3>{l10n.t("Budgets")}</h3>
        <IconButton
          icon="edit"
          label={l10n.t("Change Budgets")}
          onClick={() => post({ type: "budgets-edit" })}
        />
      </div>
      {budgets.length === 0 ? (
        <p class="small">{l10n.t("No budget is set.")}</p>
      ) : (
        <ul class="budgets">
          {budgets.map((budget) => (
            <Budget
              key={`${budget.kind} ${budget.name ?? ""}`}
              budget={budget}
              name={budgetName(budget, dates.month(now))}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Budget({ budget, name }: { readonly budget: BudgetState; readonly name: string }) {
  const limit = formatUsdLimit(budget.limitUsd);
  const { limitUsd, spentUsd } = budget;
  // Of the budget of a run nothing is counted.
  if (spentUsd === undefined) {
    return (
      <li class="row between">
        <Name text={name} />
        <Money shown={limit} />
      </li>
    );
  }
  const use = budgetUse({ limitUsd, spentUsd });
  const spent = formatUsdSpent(spentUsd, limitUsd);
  const spoken = l10n.t("{0} of {1}", spokenUsd(spent), spokenUsd(limit));
  return (
    <li>
      <div class="row between">
        <span class="row tight">
          {use.state !== "fine" && <Icon name="warning" tone="warn" />}
          <Name text={name} />
        </span>
        <Money shown={l10n.t("{0} of {1}", spent, limit)} spoken={spoken} />
      </div>
      <Meter
        share={use.percent / 100}
        label={l10n.t("{0}: {1}", showHidden(name), spoken)}
        isOver={use.state !== "fine"}
      />
      <p class="small">
        <BudgetNote use={use} />
      </p>
    </li>
  );
}

function BudgetNote({ use }: { readonly use: BudgetUse }) {
  switch (use.state) {
    case "fine": {
      const left = formatUsdLeft(use.leftUsd);
      return <Money shown={l10n.t("{0} left", left)} spoken={l10n.t("{0} left", spokenUsd(left))} />;
    }
    case "near":
      return <>{l10n.t("{0} % used; asks before a run that could pass it", use.percent)}</>;
    case "over":
      return <>{l10n.t("used up")}</>;
  }
}

function budgetName({ kind, name = "" }: BudgetState, month: string): string {
  switch (kind) {
    case "run":
      return l10n.t("Per run");
    case "day":
      return l10n.t("Today");
    case "month":
      return month;
    case "provider":
      return l10n.t("Provider {0}", name);
    case "spec":
      return l10n.t("Spec {0}", name);
  }
}
