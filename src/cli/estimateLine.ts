import * as l10n from "@vscode/l10n";
import { formatAtMost, formatEstimate } from "../core/cost/formatCost";
import { formatTokens } from "../core/cost/formatTokens";
import type { CostEstimate, EstimatedUsd } from "../core/cost/usage";
import { wholeEstimate } from "../core/cost/wholeEstimate";
import { judgesNote } from "../core/expect/judgesNote";

/** `≈ $0.011 · at most $0.064 · with 1 judge · 1.2k → ~520 tok`. */
export function estimateLine(estimate: CostEstimate): string {
  const { promptTokens, expectedCompletionTokens, judges } = estimate;
  const arrow = l10n.t(
    "{0} → {1} tok",
    formatTokens(promptTokens),
    `~${formatTokens(expectedCompletionTokens)}`,
  );
  return [...price(wholeEstimate(estimate)), judgesNote(judges?.count), arrow]
    .filter((part) => part !== undefined)
    .join(" · ");
}

function price({ expectedUsd, maxUsd }: EstimatedUsd): readonly string[] {
  if (expectedUsd === undefined) return [l10n.t("cost unknown")];
  if (maxUsd === 0) return [l10n.t("free")];
  return [formatEstimate(expectedUsd), l10n.t("at most {0}", formatAtMost(maxUsd))];
}
