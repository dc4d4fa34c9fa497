import * as l10n from "@vscode/l10n";
import { formatAtMost, formatEstimate } from "../core/cost/formatCost";
import { formatTokens } from "../core/cost/formatTokens";
import type { CostEstimate } from "../core/cost/usage";

/** `≈ $0.011 · at most $0.064 · 1.2k → ~520 tok`. */
export function estimateLine(estimate: CostEstimate): string {
  const { expectedUsd, maxUsd, promptTokens, expectedCompletionTokens } = estimate;
  const arrow = l10n.t(
    "{0} → {1} tok",
    formatTokens(promptTokens),
    `~${formatTokens(expectedCompletionTokens)}`,
  );
  if (estimate.kind === "unknown" || expectedUsd === undefined) return `${l10n.t("cost unknown")} · ${arrow}`;
  if (maxUsd === 0) return `${l10n.t("free")} · ${arrow}`;
  return `${formatEstimate(expectedUsd)} · ${l10n.t("at most {0}", formatAtMost(maxUsd))} · ${arrow}`;
}
