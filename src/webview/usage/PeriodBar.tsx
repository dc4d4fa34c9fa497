import * as l10n from "@vscode/l10n";
import type { UsageQuery } from "../../core/usage/usageReport";
import type { FromUsageView, UsageViewState } from "../../protocol/usageProtocol";
import { Icon } from "../Icon";
import { IconButton } from "../IconButton";
import { showHidden } from "../../core/hiddenCharacters";
import { RadioGroup } from "./RadioGroup";
import type { UsageDates } from "./usageDates";

/** What the report is about, and what can be done with it. */
export function PeriodBar(props: {
  readonly state: UsageViewState;
  readonly query: UsageQuery;
  readonly dates: UsageDates;
  readonly onQuery: (query: UsageQuery) => void;
  readonly post: (message: FromUsageView) => void;
}) {
  const { state, query, dates, onQuery, post } = props;
  return (
    <div class="toolbar">
      <RadioGroup
        label={l10n.t("Period")}
        choices={[
          { value: "day", label: l10n.t("Today") },
          { value: "week", label: l10n.t("7 days") },
          { value: "month", label: l10n.t("Month") },
        ]}
        value={query.period}
        onChoose={(period) => onQuery({ ...query, period })}
      />
      <span class="dim">{l10n.t("{0}, local time", dates.period(state.report))}</span>
      <RadioGroup
        label={l10n.t("Grouping")}
        choices={[
          { value: "model", label: l10n.t("By model") },
          { value: "provider", label: l10n.t("By provider") },
          { value: "spec", label: l10n.t("By spec") },
        ]}
        value={query.grouping}
        onChoose={(grouping) => onQuery({ ...query, grouping })}
      />
      <select
        class="select"
        aria-label={l10n.t("Provider")}
        value={query.provider ?? ""}
        onChange={(event) => {
          const { provider: _before, ...rest } = query;
          const provider = event.currentTarget.value;
          onQuery(provider === "" ? rest : { ...rest, provider });
        }}
      >
        <option value="">{l10n.t("All providers")}</option>
        {state.providers.map(({ id, displayName }) => (
          <option key={id} value={id}>
            {showHidden(displayName)}
          </option>
        ))}
      </select>
      {state.hasWorkspace && (
        <button
          type="button"
          class="chip"
          aria-pressed={query.onlyThisWorkspace}
          onClick={() => onQuery({ ...query, onlyThisWorkspace: !query.onlyThisWorkspace })}
        >
          {l10n.t("This workspace")}
        </button>
      )}
      <span class="grow" />
      <button type="button" class="button second" onClick={() => post({ type: "export", format: "csv" })}>
        <Icon name="export" />
        {l10n.t("Export CSV")}
      </button>
      <button type="button" class="button second" onClick={() => post({ type: "export", format: "json" })}>
        <Icon name="export" />
        {l10n.t("Export JSON")}
      </button>
      <IconButton
        icon="refresh"
        label={l10n.t("Refresh Balance")}
        onClick={() => post({ type: "balance-refresh" })}
      />
    </div>
  );
}
