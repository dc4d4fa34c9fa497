import type { PromptSize } from "../cost/tokenRates";
import { wholeEstimate } from "../cost/wholeEstimate";
import type { Expectation } from "../expect/expectation";
import { contextProblem, estimateRequest, type RequestParameters } from "../run/prepareRequest";
import { estimateBasis } from "../usage/estimateBasis";
import type { PastRuns } from "../usage/pastRuns";
import type { Model } from "./model";
import { contextLimitOf } from "./modelCatalogue";

/** What one prompt would come to on one model. */
export interface PromptCost {
  readonly promptTokens: number;
  readonly expectedCompletionTokens: number;
  readonly maxCompletionTokens: number;
  /** US dollars, judges included; both absent when a price is not known or decided per request. */
  readonly expectedUsd?: number;
  readonly maxUsd?: number;
  /** How many judge the answer; absent = none. */
  readonly judges?: number;
  /** Whether it leaves room for an answer; absent when the context length is not known. */
  readonly fits?: boolean;
  /** Past runs behind the token counts. */
  readonly calibratedFrom: number;
}

/** A prompt before it is known to whom it goes. */
export interface DraftSize {
  readonly size: PromptSize;
  readonly parameters: RequestParameters;
  /** Absent for a message of the chat. */
  readonly specId?: string;
  /** Of the answer: who judges that is part of the price. */
  readonly expect?: readonly Expectation[] | undefined;
}

/** `models`: all of the provider, for a judge that is another one. */
export function promptCost(
  model: Model,
  { size, parameters, specId, expect }: DraftSize,
  past: PastRuns,
  models: readonly Model[],
): PromptCost {
  const answerer = { provider: model.provider, modelId: model.id, model, models };
  const basis = estimateBasis(past, answerer, { specId, expect });
  const { estimate } = estimateRequest(model, size, parameters, basis);
  const { kind: _kind, expectedUsd: _one, maxUsd: _most, judges, ...cost } = estimate;
  return {
    ...cost,
    ...wholeEstimate(estimate),
    ...(judges && { judges: judges.count }),
    ...(contextLimitOf(model) !== undefined && {
      fits: contextProblem(model, cost.promptTokens, parameters.maxTokens) === undefined,
    }),
  };
}

/** By model id. */
export function promptCosts(
  models: readonly Model[],
  draft: DraftSize,
  past: PastRuns,
): Readonly<Record<string, PromptCost>> {
  return Object.fromEntries(models.map((model) => [model.id, promptCost(model, draft, past, models)]));
}

/**
 * The model with the lowest list price for so many tokens among those that have room for them and cost anything: what costs
 * nothing has another price. `undefined` when there is none.
 */
export function cheapestFitting(
  models: readonly Model[],
  { promptTokens, completionTokens }: { readonly promptTokens: number; readonly completionTokens: number },
): Model | undefined {
  let cheapest: Model | undefined;
  let lowest = Infinity;
  for (const model of models) {
    const { pricing } = model;
    if (pricing.kind !== "known" || model.isFree || model.hasOwnKey) continue;
    // Floating point decides only which one is looked at closely.
    const usd =
      promptTokens * Number(pricing.prompt) +
      completionTokens * Number(pricing.completion) +
      Number(pricing.request ?? 0);
    const limit = contextLimitOf(model);
    const fits = limit === undefined || promptTokens + completionTokens <= limit;
    if (usd <= 0 || usd >= lowest || !fits) continue;
    cheapest = model;
    lowest = usd;
  }
  return cheapest;
}
