import * as l10n from "@vscode/l10n";
import type { UsageGrouping, UsagePeriod, UsageReport } from "../../core/usage/usageReport";
import { spokenUsd } from "../text/spokenUsd";
import { formatSlotUsd } from "./formatSlotUsd";
import { isPresent, type UsageDates } from "./usageDates";

/** What the chart's bars are: `Spent per day`. */
export function chartTitle(period: UsagePeriod): string {
  return period === "day" ? l10n.t("Spent per hour") : l10n.t("Spent per day");
}

/** The chart in words: what it shows, its highest bar and the present one. `totals`: US dollars, one per slot. */
export function chartSummary(
  report: Pick<UsageReport, "query" | "from" | "to" | "slots">,
  totals: readonly number[],
  now: number,
  dates: UsageDates,
): string {
  const { period, grouping } = report.query;
  const dollars = (usd: number) => spokenUsd(formatSlotUsd(usd, period));
  const sentences = [subject(`${chartTitle(period)}, ${dates.period(report)}`, grouping)];
  const most = Math.max(...totals);
  const highest = report.slots[totals.indexOf(most)];
  if (highest !== undefined && most > 0)
    sentences.push(l10n.t("Highest: {0}, {1}.", dates.slotName(highest, period), dollars(most)));
  const present = report.slots.findIndex((slot) => isPresent(slot, now));
  if (present >= 0) sentences.push(soFar(totals[present] ?? 0));
  return sentences.join(" ");

  function soFar(usd: number): string {
    if (usd === 0)
      return period === "day" ? l10n.t("No known cost yet this hour.") : l10n.t("No known cost yet today.");
    return period === "day"
      ? l10n.t("This hour so far {0}.", dollars(usd))
      : l10n.t("Today so far {0}.", dollars(usd));
  }
}

function subject(what: string, grouping: UsageGrouping): string {
  switch (grouping) {
    case "model":
      return l10n.t("{0}, stacked by model.", what);
    case "provider":
      return l10n.t("{0}, stacked by provider.", what);
    case "spec":
      return l10n.t("{0}, stacked by spec.", what);
  }
}
