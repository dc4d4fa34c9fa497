import * as l10n from "@vscode/l10n";
import { costKindLabel } from "../../core/cost/costKindLabel";
import { formatCost, formatUsd } from "../../core/cost/formatCost";
import type { UsageRow } from "../../core/usage/usageReport";
import { nothing } from "../text/nothing";
import { tokensInOut } from "../../core/cost/tokensInOut";

/** `$0.0118`, `free`, `not billed`, `unknown`; a dash while it runs. */
export function runCost({ cost, expectedUsd }: UsageRow): string {
  if (cost === undefined) return nothing;
  // Only a price known to be 0 makes a run free; otherwise nobody asked for money.
  if (cost.kind !== "unknown" && cost.usd === 0 && expectedUsd !== 0) return l10n.t("not billed");
  return formatCost(cost);
}

/** Where the cost comes from, or why there is none; empty where the cost says it all. */
export function runCostKind({ cost, expectedUsd }: UsageRow): string {
  if (cost === undefined) return "";
  if (cost.kind !== "unknown") return cost.usd === 0 && expectedUsd !== 0 ? "" : costKindLabel(cost.kind);
  if (cost.atLeastUsd !== undefined) return l10n.t("at least {0}", formatUsd(cost.atLeastUsd));
  return expectedUsd === undefined ? l10n.t("no price") : l10n.t("not reported");
}

/** `1.2k → 546`; `0` when nothing was sent, a dash when nothing was counted. */
export function runTokens({ promptTokens, completionTokens }: UsageRow): string {
  if (promptTokens === undefined && completionTokens === undefined) return nothing;
  if (!promptTokens && !completionTokens) return "0";
  return tokensInOut(promptTokens ?? 0, completionTokens ?? 0);
}

/** `Azure, hop 4`: hops are counted from 1 for people; a first choice is not said to be one. */
export function runServedBy({ servedBy = "", hop }: UsageRow): string {
  if (hop === 0) return servedBy === "" ? nothing : servedBy;
  return servedBy === "" ? l10n.t("hop {0}", hop + 1) : l10n.t("{0}, hop {1}", servedBy, hop + 1);
}
