import * as l10n from "@vscode/l10n";
import { formatEstimate } from "../cost/formatCost";
import type { Model } from "./model";
import type { PromptCost } from "./promptCosts";

/**
 * What a prompt would cost on a model, for a list of models: `≈ $0.011`, `free · may train`, `price varies`, with
 * `· retires` where the model goes away. `cost`: absent when the prompt is not known, such as that of a broken spec.
 */
export function modelPriceLabel(
  model: Pick<Model, "isFree" | "mayTrainOnPrompts" | "pricing" | "expirationDate">,
  cost: Pick<PromptCost, "expectedUsd" | "judges"> | undefined,
): string {
  return [
    ...[priceOf(model, cost)].filter((price) => price !== undefined),
    ...(model.mayTrainOnPrompts ? [l10n.t("may train")] : []),
    ...(model.expirationDate === undefined ? [] : [l10n.t("retires")]),
  ].join(" · ");
}

function priceOf(
  { isFree, pricing }: Pick<Model, "isFree" | "pricing">,
  cost: Pick<PromptCost, "expectedUsd" | "judges"> | undefined,
): string | undefined {
  if (isFree && cost?.judges === undefined) return l10n.t("free");
  if (pricing.kind === "varies") return l10n.t("price varies");
  if (pricing.kind === "unknown") return l10n.t("price unknown");
  return cost?.expectedUsd === undefined ? undefined : formatEstimate(cost.expectedUsd);
}
