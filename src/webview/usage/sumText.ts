import * as l10n from "@vscode/l10n";
import { formatUsdSum } from "../../core/cost/formatCost";
import type { UsageFigures } from "../../core/usage/usageReport";

/** What some runs cost together; nothing known is not the same as nothing. */
export function sumText({
  usd,
  runs,
  unknownRuns,
}: Pick<UsageFigures, "usd" | "runs" | "unknownRuns">): string {
  return runs > 0 && unknownRuns === runs ? l10n.t("unknown") : formatUsdSum(usd);
}
