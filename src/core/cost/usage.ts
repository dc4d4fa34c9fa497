/**
 * Token counts of one answer as the gateway reported them. Source: `usage` on any stream chunk (the last one wins) or on
 * the whole response. Counts are the model's native tokens.
 */
export interface Usage {
  /** Everything sent, cached tokens included. */
  readonly promptTokens: number;
  /** Everything generated, reasoning included. */
  readonly completionTokens: number;
  /** Part of `promptTokens` that was read from a cache; 0 when not reported. */
  readonly cachedPromptTokens: number;
  /** Part of `completionTokens` spent on reasoning; 0 when not reported. */
  readonly reasoningTokens: number;
  /** Part of `promptTokens` that was written to a cache; 0 when not reported. */
  readonly cacheWriteTokens: number;
}

/** What the gateway said about money in one answer, before we decide what it means (`costOfRun`). */
export interface ReportedCost {
  /** `usage.cost` in USD; absent when missing, negative or not finite. */
  readonly usd?: number;
  /** `usage.cost_details.upstream_inference_cost` in USD. */
  readonly upstreamUsd?: number;
  /** The gateway's account used its own upstream key: then `usd` is only the fee and `upstreamUsd` is the cost. */
  readonly isByok: boolean;
  /** `provider_metadata.gateway.marketCost`, else `.cost`, of a second upstream, in USD. */
  readonly marketUsd?: number;
}

/** `reported` by the gateway, `computed` by us from reported tokens and list prices, or `unknown`. Never a guess. */
export type RunCost =
  | { readonly kind: "reported" | "computed"; readonly usd: number }
  /** `atLeastUsd`: what is known of a run of several requests, or of one that was stopped; absent where nothing is. */
  | { readonly kind: "unknown"; readonly atLeastUsd?: number };

/** US dollars; both absent when the price is not known. */
export interface EstimatedUsd {
  readonly expectedUsd?: number;
  readonly maxUsd?: number;
}

/** What the judges of an answer come to. Absent amounts: the price of one of them is not known. */
export interface JudgesEstimate extends EstimatedUsd {
  /** Each is a request of its own. */
  readonly count: number;
}

/** Made before sending. Tokens; USD. */
export interface CostEstimate {
  readonly promptTokens: number;
  /** The most the answer may take: the request's `max_tokens`, clamped to model and context. */
  readonly maxCompletionTokens: number;
  /** What such an answer usually costs; absent when `kind` is `unknown`. */
  readonly expectedUsd?: number;
  /** With the longest answer allowed; absent when `kind` is `unknown`. */
  readonly maxUsd?: number;
  /** `unknown` when the price is missing or decided per request. */
  readonly kind: "known" | "unknown";
  /** Past runs the estimate has learned from. */
  readonly calibratedFrom: number;
  /** Answer length in tokens behind `expectedUsd`. */
  readonly expectedCompletionTokens: number;
  /** Those who will judge the answer, whose price comes on top of `expectedUsd` and `maxUsd`; absent when nobody does. */
  readonly judges?: JudgesEstimate;
}
