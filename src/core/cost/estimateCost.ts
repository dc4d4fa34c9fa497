import type { Model } from "../models/model";
import { listPrice, usablePricing } from "./listPrice";
import type { CostEstimate } from "./usage";
import { toNumber } from "./usd";

/** Tokens a usual answer has: a prior, which holds until past runs of the spec or the model teach better. */
const priorCompletionTokens = 500;

/**
 * What a request will cost, before it is sent. Without cached tokens, since nobody knows yet what a cache holds; long-context
 * price steps and a fee per request are included. A missing price, or one decided per request, gives `kind: "unknown"`.
 */
export function estimateCost(input: {
  readonly model: Model | undefined;
  readonly promptTokens: number;
  /** How far that may be off, as a share of it: the worst case counts with as much more. Absent = it is exact. */
  readonly mayBeOffBy?: number;
  /** The most the answer may take, clamped to the model and its context (`requestLimits`). */
  readonly maxCompletionTokens: number;
  /** What such an answer usually takes; absent = a prior of 500 tokens. Never more than the maximum. */
  readonly expectedCompletionTokens?: number;
  /** Past runs behind the figures; absent = none. */
  readonly calibratedFrom?: number;
}): CostEstimate {
  const promptTokens = wholeTokens(input.promptTokens);
  const maxCompletionTokens = wholeTokens(input.maxCompletionTokens);
  const expectedCompletionTokens = Math.min(
    maxCompletionTokens,
    wholeTokens(input.expectedCompletionTokens ?? priorCompletionTokens),
  );
  const common = {
    promptTokens,
    maxCompletionTokens,
    expectedCompletionTokens,
    calibratedFrom: input.calibratedFrom ?? 0,
  };
  const pricing = usablePricing(input.model);
  const usd = (prompt: number, completionTokens: number) =>
    pricing &&
    listPrice(pricing, {
      promptTokens: prompt,
      completionTokens,
      cachedPromptTokens: 0,
      reasoningTokens: 0,
      cacheWriteTokens: 0,
    });
  const expectedUsd = usd(promptTokens, expectedCompletionTokens);
  const maxUsd = usd(wholeTokens(input.promptTokens * (1 + (input.mayBeOffBy ?? 0))), maxCompletionTokens);
  if (expectedUsd === undefined || maxUsd === undefined) return { ...common, kind: "unknown" };
  return { ...common, kind: "known", expectedUsd: toNumber(expectedUsd), maxUsd: toNumber(maxUsd) };
}

/** Counts come from estimates and may be fractions; a part of a token is charged as one. */
function wholeTokens(tokens: number): number {
  return Number.isFinite(tokens) ? Math.max(0, Math.ceil(tokens)) : 0;
}
