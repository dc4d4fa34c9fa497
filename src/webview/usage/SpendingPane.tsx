import * as l10n from "@vscode/l10n";
import { onThemeChange } from "../onThemeChange";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import type { UsageReport } from "../../core/usage/usageReport";
import { chartSummary, chartTitle } from "./chartSummary";
import { formatSlotUsd } from "./formatSlotUsd";
import { Name } from "./Name";
import { SpendingChart } from "./SpendingChart";
import { spendingStacks, sumBySlot } from "./spendingStacks";
import { SpendingTable } from "./SpendingTable";
import { Swatch } from "./Swatch";
import { isPresent, type UsageDates } from "./usageDates";

/** What was spent over the period: a chart, and the same as a table, which screen readers always get. */
export function SpendingPane(props: {
  readonly report: UsageReport;
  readonly now: number;
  readonly dates: UsageDates;
  readonly isTable: boolean;
  readonly onToggle: () => void;
}) {
  const { report, now, dates, isTable, onToggle } = props;
  const [theme, setTheme] = useState(0);
  useEffect(() => onThemeChange(() => setTheme((count) => count + 1)), []);
  const titleId = useId();
  const tableId = useId();
  const { period } = report.query;
  const stacks = useMemo(() => spendingStacks(report.groups), [report]);
  const totals = useMemo(() => sumBySlot(stacks), [stacks]);
  const content = useMemo(
    () => ({
      stacks,
      slotLabels: report.slots.map((slot) => dates.slotLabel(slot, period, now)),
      totalLabels: totals.map((usd) => (usd === 0 ? "" : formatSlotUsd(usd, period))),
      presentSlot: report.slots.findIndex((slot) => isPresent(slot, now)),
    }),
    [stacks, dates, now],
  );
  const title = chartTitle(period);
  return (
    <section class="spending" aria-labelledby={titleId}>
      <div class="row between wrap">
        <h3 id={titleId}>{title}</h3>
        {!isTable && (
          <ul class="legend">
            {stacks.map(({ key, name }, layer) => (
              <li key={key}>
                <Swatch layer={layer} theme={theme} />
                <Name text={name} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {stacks.length === 0 ? (
        <p class="nothing">
          {report.total.runs === 0
            ? l10n.t("No runs in this period.")
            : l10n.t("No known cost in this period.")}
        </p>
      ) : (
        <>
          {!isTable && (
            <SpendingChart
              content={content}
              summary={chartSummary(report, totals, now, dates)}
              theme={theme}
            />
          )}
          <div id={tableId} class={isTable ? "table-box" : "sr"}>
            <SpendingTable
              title={title}
              slots={report.slots}
              period={period}
              stacks={stacks}
              totals={totals}
              dates={dates}
            />
          </div>
          <button type="button" class="button link toggle" aria-controls={tableId} onClick={onToggle}>
            {isTable ? l10n.t("Show as Chart") : l10n.t("Show as Table")}
          </button>
        </>
      )}
    </section>
  );
}
