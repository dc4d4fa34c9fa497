import type { AcceptedChat } from "./checkChat";
import type { PromptCache } from "./promptCache";
import type { Cost } from "./costOf";
import { composeAnswer, composeReasoning } from "./composeAnswer";
import { costOf, fromUnits, toUnits } from "./costOf";
import { splitTokens } from "./splitTokens";
import { servingOf } from "./upstreams";

/** `usage` of wire 4.4. */
export interface WireUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly cost?: number;
  readonly is_byok?: boolean;
  readonly prompt_tokens_details: {
    readonly cached_tokens: number;
    readonly cache_write_tokens: number;
    readonly audio_tokens: number;
  };
  readonly cost_details?: {
    readonly upstream_inference_cost: number | null;
    readonly upstream_inference_prompt_cost: number;
    readonly upstream_inference_completions_cost: number;
  };
  readonly completion_tokens_details: { readonly reasoning_tokens: number; readonly image_tokens: number };
}

/** One generated answer, before it is put on the wire in one form or another. */
export interface Completion {
  readonly id: string;
  /** Unix seconds, made up from the request. */
  readonly created: number;
  readonly model: string;
  readonly provider: string;
  readonly seed: number;
  /** Tokens of the thinking; empty when there is none. */
  readonly reasoning: readonly string[];
  readonly reasoningForm: "both" | "details" | "content";
  /** Tokens of the answer. */
  readonly text: readonly string[];
  readonly finishReason: string;
  readonly nativeFinishReason: string;
  readonly usage: WireUsage | undefined;
  /** What the account is charged, exact decimal US dollars. */
  readonly charged: string;
  /** Largest number of tokens in one chunk. */
  readonly tokensPerChunk: number;
  /** `provider_metadata.gateway` of a second upstream (wire 7.2). */
  readonly gatewayCost?: { readonly cost: string; readonly marketCost: string };
}

const EPOCH = 1_790_000_000;
/** OpenRouter's fee on own keys, as a divisor of the price: 5 %. */
const FEE_DIVISOR = 20n;

export function complete(chat: AcceptedChat, cache: PromptCache): Completion {
  const { served, messages, request, seed } = chat;
  const message = messages.findLast(({ role }) => role === "user")?.text ?? "";
  const serving = servingOf(served.id);
  const limit = Math.min(
    request.maxTokens ?? Number.POSITIVE_INFINITY,
    served.top_provider.max_completion_tokens ?? Number.POSITIVE_INFINITY,
  );
  const thinking = serving.reasoning === undefined ? "" : composeReasoning(message, seed);
  const allReasoning = splitTokens(thinking);
  const allText = splitTokens(composeAnswer(message, seed));
  const reasoning = allReasoning.slice(0, limit);
  const text = allText.slice(0, Math.max(0, limit - reasoning.length));
  const isCut = reasoning.length + text.length < allReasoning.length + allText.length;
  const { cached, written } = cache.use(served.id, messages);
  const counts = {
    prompt: chat.promptTokens,
    completion: reasoning.length + text.length,
    cached: served.pricing.input_cache_read === undefined ? 0 : cached,
    cacheWrite: served.pricing.input_cache_write === undefined ? 0 : written,
  };
  const cost = costOf(served.pricing, counts);
  const finishReason = isCut ? "length" : "stop";
  return {
    id: `gen-${EPOCH + (seed % 1_000_000)}-${seed.toString(16).padStart(8, "0")}local`,
    created: EPOCH + (seed % 1_000_000),
    model: served.id,
    provider: serving.upstreams[0]?.provider ?? "FakeProvider",
    seed,
    reasoning,
    reasoningForm: serving.reasoning ?? "both",
    text,
    finishReason,
    nativeFinishReason: finishReason,
    usage: usageOf(counts, reasoning.length, cost, serving.cost),
    charged: serving.cost === "absent" && served.hasUserByokAvailable === true ? "0" : cost.total,
    tokensPerChunk: 3,
  };
}

function usageOf(
  counts: Parameters<typeof costOf>[1],
  reasoningTokens: number,
  cost: Cost,
  form: "reported" | "absent" | "byok",
): WireUsage {
  const total = Number(cost.total);
  const details = {
    upstream_inference_cost: total,
    upstream_inference_prompt_cost: Number(cost.prompt),
    upstream_inference_completions_cost: Number(cost.completion),
  };
  const money = {
    reported: { cost: total, is_byok: false, cost_details: details },
    byok: {
      cost: Number(fromUnits(toUnits(cost.total) / FEE_DIVISOR)),
      is_byok: true,
      cost_details: details,
    },
    absent: {},
  }[form];
  return {
    prompt_tokens: counts.prompt,
    completion_tokens: counts.completion,
    total_tokens: counts.prompt + counts.completion,
    ...money,
    prompt_tokens_details: {
      cached_tokens: counts.cached,
      cache_write_tokens: counts.cacheWrite,
      audio_tokens: 0,
    },
    completion_tokens_details: { reasoning_tokens: reasoningTokens, image_tokens: 0 },
  };
}
