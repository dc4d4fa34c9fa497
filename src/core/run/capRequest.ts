import { estimateCost } from "../cost/estimateCost";
import type { CostEstimate } from "../cost/usage";
import type { Model } from "../models/model";
import type { ChatRequest } from "../ports";
import { smallestMaxTokens } from "../models/requestLimits";

interface Capped {
  readonly request: ChatRequest;
  readonly estimate: CostEstimate;
}

/**
 * The same request with an answer so short that even the worst case costs no more than `limitUsd`: then the gateway itself
 * stops there, if the model takes a limit. `undefined` when that leaves no answer, or when the price is not known.
 */
export function capRequest(
  { request, estimate }: Capped,
  {
    model,
    mayBeOffBy,
    limitUsd,
  }: { readonly model: Model | undefined; readonly mayBeOffBy: number; readonly limitUsd: number },
): Capped | undefined {
  const estimateWith = (maxCompletionTokens: number) =>
    estimateCost({ ...estimate, model, mayBeOffBy, maxCompletionTokens });
  const fits = (tokens: number) => (estimateWith(tokens).maxUsd ?? Infinity) <= limitUsd;
  if (!fits(smallestMaxTokens)) return undefined;
  // The price only grows with the length, so that the longest that fits is found by halving.
  let [fitting, tooLong] = [smallestMaxTokens, estimate.maxCompletionTokens + 1];
  while (tooLong - fitting > 1) {
    const middle = (fitting + tooLong) >> 1;
    if (fits(middle)) fitting = middle;
    else tooLong = middle;
  }
  return {
    request: request.maxTokens === undefined ? request : { ...request, maxTokens: fitting },
    estimate: estimateWith(fitting),
  };
}
