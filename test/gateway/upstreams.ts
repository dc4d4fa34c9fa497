/** One upstream that serves a model; the first of a model's list is the one that answers. */
export interface Upstream {
  /** Display name, as in `provider` of a chunk and `provider_name` of an endpoint. */
  readonly provider: string;
  readonly tag: string;
  /** Tokens; absent = as the model's row says. */
  readonly contextLength?: number;
  readonly quantization?: string;
}

/** What a model's answers look like beyond its row in the list. */
export interface Serving {
  readonly upstreams: readonly Upstream[];
  /**
   * How the answer tells its cost (wire 7.2): `reported`; `absent` (free, exclusive and own-key models: the three
   * fields are removed); `byok` (`cost` holds the fee alone and the cost details the price).
   */
  readonly cost: "reported" | "absent" | "byok";
  /** Under which names the thinking travels (wire 5.3); absent = the model does not show any. */
  readonly reasoning?: "both" | "details" | "content";
  /** No endpoints metadata exists for it: its endpoints route answers 404 (wire 3.1). */
  readonly unlisted?: true;
}

const SERVING: Readonly<Record<string, Serving>> = {
  "minimax/minimax-m2.1:free": { upstreams: [{ provider: "Minimax", tag: "minimax/fp8" }], cost: "absent" },
  "z-ai/glm-4.5-air:free": { upstreams: [{ provider: "Z.AI", tag: "z-ai" }], cost: "absent" },
  "anthropic/claude-sonnet-4.5": {
    upstreams: [
      { provider: "Anthropic", tag: "anthropic" },
      { provider: "Amazon Bedrock", tag: "amazon-bedrock", contextLength: 200_000 },
    ],
    cost: "reported",
  },
  "anthropic/claude-3-5-sonnet": {
    upstreams: [{ provider: "Amazon Bedrock", tag: "amazon-bedrock" }],
    cost: "reported",
  },
  "openai/gpt-4o": {
    upstreams: [
      { provider: "OpenAI", tag: "openai" },
      { provider: "Azure", tag: "azure" },
    ],
    cost: "reported",
  },
  "openai/gpt-4o-mini": { upstreams: [{ provider: "Azure", tag: "azure" }], cost: "reported" },
  "google/gemini-flash-1.5": {
    upstreams: [{ provider: "Google AI Studio", tag: "google-ai-studio" }],
    cost: "byok",
  },
  "meta-llama/llama-3.1-70b-instruct": {
    upstreams: [
      { provider: "DeepInfra", tag: "deepinfra/turbo", quantization: "fp8" },
      { provider: "Hyperbolic", tag: "hyperbolic/fp8", quantization: "fp8" },
      { provider: "Novita", tag: "novita", contextLength: 98_304 },
    ],
    cost: "reported",
  },
  "deepseek/deepseek-r1": {
    upstreams: [{ provider: "DeepInfra", tag: "deepinfra", quantization: "fp4" }],
    cost: "reported",
    reasoning: "both",
  },
  "qwen/qwen2.5-vl-72b-instruct": { upstreams: [{ provider: "Nebius", tag: "nebius" }], cost: "reported" },
  "qwen/qwen3.6-plus": {
    upstreams: [{ provider: "Alibaba", tag: "alibaba" }],
    cost: "reported",
    reasoning: "details",
  },
  "moonshotai/kimi-k2-thinking": {
    upstreams: [{ provider: "Moonshot AI", tag: "moonshotai" }],
    cost: "reported",
    reasoning: "content",
  },
  "perplexity/sonar": { upstreams: [{ provider: "Perplexity", tag: "perplexity" }], cost: "reported" },
  "x-ai/sample-frontier-pro": {
    upstreams: [{ provider: "xAI", tag: "xai" }],
    cost: "reported",
    reasoning: "details",
  },
  "siam-lab/nam-sai-70b": { upstreams: [{ provider: "Together", tag: "together" }], cost: "reported" },
  "stealth/granite-pro": {
    upstreams: [{ provider: "Stealth", tag: "stealth" }],
    cost: "absent",
    unlisted: true,
  },
  "acme-coding/direct-byok-model": {
    upstreams: [{ provider: "OpenInference", tag: "open-inference" }],
    cost: "absent",
    unlisted: true,
  },
};

/** Serving of a model by id; models that only tests name (`fault/…`, `bulk/…`) and routers get an unlisted default. */
export function servingOf(modelId: string): Serving {
  const known = Object.hasOwn(SERVING, modelId) ? SERVING[modelId] : undefined;
  const upstreams = [{ provider: "FakeProvider", tag: "fake-provider" }];
  return known ?? { upstreams, cost: "reported", unlisted: true };
}
