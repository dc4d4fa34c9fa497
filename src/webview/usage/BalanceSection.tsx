import * as l10n from "@vscode/l10n";
import { formatUsdSum } from "../../core/cost/formatCost";
import type { BalanceState, FromUsageView } from "../../protocol/usageProtocol";
import { Icon } from "../Icon";
import { IconButton } from "../IconButton";
import { showHidden } from "../../core/hiddenCharacters";
import { Money } from "../Money";
import type { UsageDates } from "./usageDates";

/** What is left at one provider, how old that figure is and how long it lasts. */
export function BalanceSection(props: {
  readonly balance: BalanceState;
  readonly now: number;
  readonly dates: UsageDates;
  readonly post: (message: FromUsageView) => void;
}) {
  const { balance, now, dates, post } = props;
  const { provider, usd, problem } = balance;
  const name = showHidden(provider.displayName);
  return (
    <section>
      <div class="row between">
        <h3 class="name ellipsis" title={name}>
          {l10n.t("Balance at {0}", name)}
        </h3>
        <IconButton
          icon="link-external"
          label={l10n.t("Open the account page of {0}", name)}
          onClick={() => post({ type: "account-open", provider: provider.id })}
        />
      </div>
      <p class="balance">
        {usd !== undefined && (
          <b>
            <Money shown={formatUsdSum(usd)} />
          </b>
        )}
        <span class="small">{balanceNote(balance, now, dates)}</span>
      </p>
      {problem !== undefined && (
        <p class="problem">
          <Icon name="warning" tone="warn" />
          <span class="name">{showHidden(problem)}</span>
        </p>
      )}
    </section>
  );
}

function balanceNote(balance: BalanceState, now: number, dates: UsageDates): string {
  const { usd, at, isLoading, problem, daysLeft } = balance;
  if (isLoading) return l10n.t("Reading the balance…");
  if (usd === undefined) return problem === undefined ? l10n.t("Not read yet") : "";
  const age = at === undefined ? "" : dates.age(at, now);
  return [age, daysLeft === undefined ? "" : lasts(daysLeft)]
    .filter((part) => part !== "")
    .join(l10n.t("; "));
}

function lasts(days: number): string {
  if (days < 1) return l10n.t("less than a day at this rate");
  return days === 1 ? l10n.t("about 1 day at this rate") : l10n.t("about {0} days at this rate", days);
}
