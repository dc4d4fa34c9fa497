import * as l10n from "@vscode/l10n";
import { costKindLabel } from "../cost/costKindLabel";
import { formatCost, formatUsd } from "../cost/formatCost";
import { isFreeOfCharge } from "../cost/listPrice";
import type { RecordSummary } from "./recordSummary";

/** `$0.0118 reported`, `free`, `not billed`, `cost unknown`: never a bare figure. */
export function recordCost({ result, pricing }: Pick<RecordSummary, "result" | "pricing">): string {
  const { cost } = result;
  const isFree = pricing?.kind === "known" && isFreeOfCharge(pricing);
  if (cost.kind === "unknown") {
    if (cost.atLeastUsd !== undefined)
      return `${l10n.t("cost unknown")}, ${l10n.t("at least {0}", formatUsd(cost.atLeastUsd))}`;
    return isFree ? l10n.t("free") : l10n.t("cost unknown");
  }
  if (cost.usd === 0) return isFree ? l10n.t("free") : l10n.t("not billed");
  return `${formatCost(cost)} ${costKindLabel(cost.kind)}`;
}
