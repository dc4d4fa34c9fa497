import * as l10n from "@vscode/l10n";
import { estimatedPrice } from "../core/cost/estimatedPrice";
import { formatTokens } from "../core/cost/formatTokens";
import type { CostEstimate } from "../core/cost/usage";
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
  return [estimatedPrice(wholeEstimate(estimate)), judgesNote(judges?.count), arrow]
    .filter((part) => part !== undefined)
    .join(" · ");
}
