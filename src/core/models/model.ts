/** One model a gateway offers. Source: `GET {baseUrl}/models`, validated by `parseModels`. Plain JSON. */
export interface Model {
  /** Identifier sent back in requests exactly as listed, e.g. `"acme/large-2:free"`. */
  readonly id: string;
  /** Display name with the gateway's decorations removed (`" (free)"`, `" ($$$$)"` …); the id when none was given. */
  readonly name: string;
  /** Id of the provider config that listed it. */
  readonly provider: string;
  /** Markdown, untrusted. */
  readonly description?: string;
  /** Unix seconds; absent when unknown or 0. */
  readonly created?: number;
  /** Prompt + completion capacity in tokens of the model as advertised; absent when the gateway does not say. */
  readonly contextLength?: number;
  /** Capacity in tokens of the endpoint that would serve by default; may be far below `contextLength`. */
  readonly providerContextLength?: number;
  /** Longest answer in tokens; absent = unknown. */
  readonly maxCompletionTokens?: number;
  readonly inputModalities: readonly string[];
  readonly outputModalities: readonly string[];
  /** Tokenizer family label such as `"GPT"`, `"Claude"`; absent = unknown. */
  readonly tokenizer?: string;
  readonly pricing: ModelPricing;
  /** True only when prompt and completion are known to cost nothing. */
  readonly isFree: boolean;
  /** The gateway says the provider may log prompts and train on them. */
  readonly mayTrainOnPrompts: boolean;
  /** Request parameters the model takes; absent = unknown, which is not the same as none. */
  readonly supportedParameters?: readonly string[];
  /** `YYYY-MM-DD` on which the model goes away. */
  readonly expirationDate?: string;
  /** The gateway's recommended order, ascending; absent = not recommended. */
  readonly recommendedIndex?: number;
  /** The account has its own upstream key for this model: the gateway charges nothing, the upstream bills. */
  readonly hasOwnKey: boolean;
}

/**
 * `known`: US dollars per single token as decimal strings (never negative), exactly as published.
 * `varies`: the gateway decides per request (published as a negative number).
 * `unknown`: no usable price was published. None of the three may ever be shown as 0 unless it is known to be "0".
 */
export type ModelPricing = KnownPricing | { readonly kind: "varies" } | { readonly kind: "unknown" };

export interface KnownPricing {
  readonly kind: "known";
  readonly prompt: string;
  readonly completion: string;
  /** Absent = cached tokens cost the prompt price. */
  readonly cachedPrompt?: string;
  /** Absent = cache writes cost the prompt price. */
  readonly cacheWrite?: string;
  /** US dollars per request on top; absent = none. */
  readonly request?: string;
  /** Long-context price steps, in order; the last one whose threshold is strictly exceeded wins. */
  readonly steps?: readonly PriceStep[];
}

export interface PriceStep {
  /** Applies when the prompt has more tokens than this. */
  readonly abovePromptTokens: number;
  readonly prompt?: string;
  readonly completion?: string;
  readonly cachedPrompt?: string;
  readonly cacheWrite?: string;
}

/** One upstream that serves a model. Source: `GET {baseUrl}/models/{author}/{slug}/endpoints`. Every field may be missing. */
export interface ModelEndpoint {
  /** Upstream's display name, e.g. `"DeepInfra"`; the tag when unnamed. */
  readonly upstream: string;
  /** Routing slug such as `"deepinfra/turbo"`. */
  readonly tag?: string;
  readonly contextLength?: number;
  readonly maxCompletionTokens?: number;
  readonly pricing: ModelPricing;
  readonly quantization?: string;
  /** Percent, 0..100, over the last 30 minutes. */
  readonly uptimePercent?: number;
  /** Median over 30 minutes, in the gateway's own unit, which it does not document reliably: show without a unit. */
  readonly latencyP50?: number;
  /** Median tokens per second over 30 minutes. */
  readonly throughputP50?: number;
}
