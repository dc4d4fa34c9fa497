import * as l10n from "@vscode/l10n";
import { costKindLabel } from "./costKindLabel";
import { formatCost } from "./formatCost";
import type { RunCost } from "./usage";

/** What one request cost, with where that is known from: `$0.0118 reported`, `not billed`, `cost unknown`. */
export function costWords(cost: RunCost): string {
  if (cost.kind === "unknown") return l10n.t("cost unknown");
  if (cost.usd === 0) return l10n.t("not billed");
  return `${formatCost(cost)} ${costKindLabel(cost.kind)}`;
}
