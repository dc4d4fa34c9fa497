import { formatUsd, formatUsdSum } from "../../core/cost/formatCost";
import type { UsagePeriod } from "../../core/usage/usageReport";

/** What was spent in one slot of a period, in US dollars and not 0: an hour is shown as finely as a run, a day is not. */
export function formatSlotUsd(usd: number, period: UsagePeriod): string {
  return period === "day" ? formatUsd(usd) : formatUsdSum(usd);
}
