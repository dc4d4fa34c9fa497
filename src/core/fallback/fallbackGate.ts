import { estimateCost } from "../cost/estimateCost";
import type { CostEstimate } from "../cost/usage";
import type { Model } from "../models/model";
import type { PromptConsent } from "../providers/promptConsent";
import type { SkipReason } from "./fallbackHop";

/** What decides whether a request may go there. */
interface Priced {
  /** `undefined` when the list does not have it or could not be read. */
  readonly model: Model | undefined;
  /** For this very request. */
  readonly estimate: CostEstimate;
}

/**
 * Why a request must not go on to `candidate` without asking anybody: it would cost more than the user agreed to with
 * the first choice, or show the prompt to somebody who may keep it. `undefined` = it may. Nothing here asks: a fallback
 * happens while nobody looks.
 */
export function fallbackGate(
  first: Priced,
  candidate: Priced & {
    readonly mayCostMore: boolean;
    readonly consent: PromptConsent;
    /** What was spent until now leaves no room for its worst case. */
    readonly isOverBudget: boolean;
  },
): SkipReason | undefined {
  if (candidate.consent === "ask" || candidate.consent === "refused") return "may-log-prompts";
  if (candidate.isOverBudget) return "over-budget";
  if (candidate.mayCostMore || candidate.model?.isFree) return undefined;
  if (first.model?.isFree) return "not-free";
  const limit = first.estimate;
  const price = candidate.estimate;
  if (
    limit.maxUsd === undefined ||
    limit.expectedUsd === undefined ||
    price.maxUsd === undefined ||
    price.expectedUsd === undefined
  ) {
    return "price-unknown";
  }
  const isDearer = price.expectedUsd > limit.expectedUsd || longestUsd(candidate) > longestUsd(first);
  return isDearer ? "costs-more" : undefined;
}

/**
 * What the longest answer costs when the prompt is as long as expected. How sure that length is depends on how often a model
 * was asked, and makes none of two dearer.
 */
function longestUsd({ model, estimate }: Priced): number {
  const { promptTokens, maxCompletionTokens } = estimate;
  return estimateCost({ model, promptTokens, maxCompletionTokens }).maxUsd ?? estimate.maxUsd ?? Infinity;
}
