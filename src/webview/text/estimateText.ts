import * as l10n from "@vscode/l10n";
import { formatAtMost, formatEstimate } from "../../core/cost/formatCost";
import { formatTokens } from "../../core/cost/formatTokens";
import type { CostEstimate } from "../../core/cost/usage";
import type { EstimateView } from "../../protocol/chatProtocol";
import { spokenUsd } from "./spokenUsd";

export interface EstimateText {
  /** The price itself: `≈ $0.011`, `free`, `cost unknown`. */
  readonly price: string;
  /** What follows it, e.g. `at most $0.064`; empty when there is nothing to add. */
  readonly rest: string;
  /** `1.2k → ~520`. */
  readonly tokens: string;
  /** All of it in words. */
  readonly spoken: string;
}

/** The estimate line under the input. */
export function estimateText(view: EstimateView): EstimateText {
  const { estimate } = view;
  const prompt = formatTokens(estimate.promptTokens);
  const words = l10n.t("{0} tokens in", prompt);
  const log = view.mayLogPrompts ? l10n.t("provider may log prompts") : "";
  if (view.isFree) {
    const price = l10n.t("free");
    return {
      price,
      rest: log,
      tokens: arrow(estimate),
      spoken: l10n.t("Estimate: {0}", list([price, log, words])),
    };
  }
  if (estimate.kind === "unknown" || estimate.expectedUsd === undefined) {
    const price = view.varies ? l10n.t("cost varies") : l10n.t("cost unknown");
    return {
      price,
      rest: log || words,
      tokens: log === "" ? "" : arrow(estimate),
      spoken: l10n.t("Estimate: {0}", list([price, log, words])),
    };
  }
  const price = formatEstimate(estimate.expectedUsd);
  const atMost = formatAtMost(estimate.maxUsd);
  return {
    price,
    rest: l10n.t("at most {0}", atMost),
    tokens: arrow(estimate),
    spoken: l10n.t(
      "Estimate: {0}",
      list([spokenUsd(price), l10n.t("at most {0}", spokenUsd(atMost)), words]),
    ),
  };
}

function arrow(estimate: CostEstimate): string {
  return `${formatTokens(estimate.promptTokens)} → ~${formatTokens(estimate.expectedCompletionTokens)}`;
}

function list(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(l10n.t(", "));
}
