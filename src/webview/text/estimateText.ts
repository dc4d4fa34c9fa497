import * as l10n from "@vscode/l10n";
import { formatAtMost, formatEstimate } from "../../core/cost/formatCost";
import { formatTokens } from "../../core/cost/formatTokens";
import type { CostEstimate } from "../../core/cost/usage";
import { wholeEstimate } from "../../core/cost/wholeEstimate";
import { judgesNote } from "../../core/expect/judgesNote";
import type { EstimateView } from "../../protocol/chatProtocol";
import { spokenUsd } from "./spokenUsd";

export interface EstimateText {
  /** The price itself: `≈ $0.011`, `free`, `cost unknown`. */
  readonly price: string;
  /** What follows it, e.g. `at most $0.064`; empty when there is nothing to add. */
  readonly rest: string;
  /** `1.2k → ~520`. */
  readonly tokens: string;
  /** How sure that is: `learned from 23 runs`. */
  readonly sure: string;
  /** All of it in words. */
  readonly spoken: string;
}

/** The estimate line under the input. */
export function estimateText(view: EstimateView): EstimateText {
  const { estimate } = view;
  const { expectedUsd, maxUsd } = wholeEstimate(estimate);
  const judges = judgesNote(estimate.judges?.count) ?? "";
  const prompt = formatTokens(estimate.promptTokens);
  const words = l10n.t("{0} tokens in", prompt);
  const sure = sureness(view);
  const log = view.mayLogPrompts ? l10n.t("provider may log prompts") : "";
  if (view.isFree) {
    const price = l10n.t("free");
    return {
      price,
      rest: log,
      tokens: arrow(estimate),
      sure: "",
      spoken: l10n.t("Estimate: {0}", list([price, log, words])),
    };
  }
  if (expectedUsd === undefined) {
    const price = view.varies ? l10n.t("cost varies") : l10n.t("cost unknown");
    return {
      price,
      rest: parted([judges, log || words]),
      tokens: log === "" ? "" : arrow(estimate),
      sure: "",
      spoken: l10n.t("Estimate: {0}", list([price, judges, log, words])),
    };
  }
  const price = formatEstimate(expectedUsd);
  const atMost = formatAtMost(maxUsd);
  return {
    price,
    rest: parted([l10n.t("at most {0}", atMost), judges]),
    tokens: arrow(estimate),
    sure,
    spoken: l10n.t(
      "Estimate: {0}",
      list([spokenUsd(price), l10n.t("at most {0}", spokenUsd(atMost)), judges, words, sure]),
    ),
  };
}

function arrow(estimate: CostEstimate): string {
  return `${formatTokens(estimate.promptTokens)} → ~${formatTokens(estimate.expectedCompletionTokens)}`;
}

function parted(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}

function list(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(l10n.t(", "));
}

/** What the estimate has learned from, or how far off it may be without. */
export function sureness({ estimate, mayBeOffBy }: EstimateView): string {
  const runs = estimate.calibratedFrom;
  if (runs === 0)
    return l10n.t("first run with this model, may be off by about {0} %", Math.round(mayBeOffBy * 100));
  return runs === 1 ? l10n.t("learned from 1 run") : l10n.t("learned from {0} runs", runs);
}
