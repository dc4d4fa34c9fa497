import * as l10n from "@vscode/l10n";
import { formatAtMost, formatEstimate } from "./formatCost";
import type { EstimatedUsd } from "./usage";

/** An estimate in words, before sending: `≈ $0.011 · at most $0.064`, `free`, or that the cost is unknown. */
export function estimatedPrice({ expectedUsd, maxUsd }: EstimatedUsd): string {
  if (expectedUsd === undefined || maxUsd === undefined) return l10n.t("cost unknown");
  if (maxUsd === 0) return l10n.t("free");
  return `${formatEstimate(expectedUsd)} · ${l10n.t("at most {0}", formatAtMost(maxUsd))}`;
}
