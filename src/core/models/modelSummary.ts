import * as l10n from "@vscode/l10n";
import { formatAtMost, formatEstimate, formatPricing } from "../cost/formatCost";
import { formatContextLength } from "../cost/formatTokens";
import { judgesNote } from "../expect/judgesNote";
import { contextLimitOf, shortName } from "./modelCatalogue";
import type { Model } from "./model";
import type { PromptCost } from "./promptCosts";

/**
 * A model in two lines: `Claude Sonnet 4.5 · 1M context · reasoning, tools, images` and
 * `$3.00 in, $15.00 out per 1M · this spec ≈ $0.011, at most $0.064`.
 */
export function modelSummary(model: Model, cost: PromptCost | undefined): readonly [string, string] {
  const context = contextLimitOf(model);
  const features = featuresOf(model);
  return [
    [
      shortName(model),
      ...(context === undefined ? [] : [l10n.t("{0} context", formatContextLength(context))]),
      ...(features.length === 0 ? [] : [features.join(", ")]),
    ].join(" · "),
    [...listPrice(model), ...specPrice(model, cost)].join(" · "),
  ];
}

function featuresOf({ supportedParameters = [], inputModalities }: Model): readonly string[] {
  return [
    ...(supportedParameters.includes("reasoning") ? [l10n.t("reasoning")] : []),
    ...(supportedParameters.includes("tools") ? [l10n.t("tools")] : []),
    ...(inputModalities.includes("image") ? [l10n.t("images")] : []),
  ];
}

function listPrice({ isFree, mayTrainOnPrompts, pricing }: Model): readonly string[] {
  const training = mayTrainOnPrompts ? [l10n.t("may train on prompts")] : [];
  if (isFree) return [l10n.t("free"), ...training];
  if (pricing.kind === "varies") return [l10n.t("price varies"), ...training];
  if (pricing.kind === "unknown") return [l10n.t("price unknown"), ...training];
  const { prompt, completion } = formatPricing(pricing);
  return [l10n.t("{0} in, {1} out per 1M", prompt, completion), ...training];
}

function specPrice({ isFree }: Model, cost: PromptCost | undefined): readonly string[] {
  const { expectedUsd, maxUsd, judges } = cost ?? {};
  if ((isFree && judges === undefined) || expectedUsd === undefined || maxUsd === undefined) return [];
  const price = l10n.t("this spec {0}, at most {1}", formatEstimate(expectedUsd), formatAtMost(maxUsd));
  return [price, judgesNote(judges)].filter((part) => part !== undefined);
}
