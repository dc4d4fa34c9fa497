/** Prices as decimal strings in US dollars per token; "-1" = decided per request (wire 2.3). */
export interface WirePricing {
  readonly prompt: string;
  readonly completion: string;
  readonly request?: string | undefined;
  readonly image?: string | undefined;
  readonly web_search?: string | undefined;
  readonly internal_reasoning?: string | undefined;
  readonly input_cache_read?: string | undefined;
  readonly input_cache_write?: string | undefined;
  readonly input_cache_write_1h?: string | undefined;
  readonly discount?: number | undefined;
  readonly overrides?:
    | readonly {
        readonly min_prompt_tokens?: number | undefined;
        readonly prompt?: string | undefined;
        readonly completion?: string | undefined;
      }[]
    | undefined;
}

/** One row of the model list as Kilo emits it (wire 2.1), with some of OpenRouter's extra fields (wire 2.2). */
export interface WireModel {
  readonly id: string;
  readonly name: string;
  readonly created?: number | undefined;
  readonly description?: string | undefined;
  readonly context_length: number;
  readonly architecture: {
    readonly modality?: string | undefined;
    readonly input_modalities: readonly string[];
    readonly output_modalities: readonly string[];
    readonly tokenizer: string;
  };
  readonly pricing: WirePricing;
  readonly top_provider: {
    readonly is_moderated: boolean;
    readonly context_length?: number | null | undefined;
    readonly max_completion_tokens?: number | null | undefined;
  };
  readonly per_request_limits?: null | undefined;
  readonly supported_parameters?: readonly string[] | undefined;
  readonly expiration_date?: string | null | undefined;
  readonly preferredIndex?: number | undefined;
  readonly isFree?: boolean | undefined;
  readonly mayTrainOnYourPrompts?: boolean | undefined;
  readonly hasUserByokAvailable?: boolean | undefined;
  readonly autoRouting?: { readonly models: readonly string[] } | undefined;
  readonly canonical_slug?: string | undefined;
  readonly reasoning?:
    | {
        readonly mandatory: boolean;
        readonly default_enabled: boolean;
        readonly default_effort: string;
        readonly supported_efforts: readonly string[];
      }
    | undefined;
}
