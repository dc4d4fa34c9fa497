import { readFileSync } from "node:fs";
import type { ModelPricing } from "../../src/core/models/model";
import type { PromptCost } from "../../src/core/models/promptCosts";
import type { ModelDetails, ModelRow, ModelsViewState } from "../../src/protocol/modelsProtocol";

/** Prices in US dollars per million tokens. */
function known(prompt: number, completion: number, more: object = {}): ModelPricing {
  const perToken = (price: number) => (price / 1e6).toFixed(12);
  return { kind: "known", prompt: perToken(prompt), completion: perToken(completion), ...more };
}

export function row(id: string, name: string, change: Partial<ModelRow> = {}): ModelRow {
  return {
    id,
    name,
    pricing: known(1, 2),
    isFree: false,
    mayTrainOnPrompts: false,
    hasOwnKey: false,
    contextLength: 128_000,
    ...change,
  };
}

const free = {
  pricing: known(0, 0),
  isFree: true,
  mayTrainOnPrompts: true,
  hasReasoning: true,
  hasTools: true,
};
const seeing = { hasTools: true, takesImages: true };
const able = { ...seeing, hasReasoning: true };

export const sonnetId = "anthropic/claude-sonnet-4.5";

/** With what is known, unknown and varying; expected US dollars of the sample spec, none where it is not known. */
const samples: readonly (readonly [ModelRow, usd?: number])[] = [
  [row("kilo-auto/free", "Auto Free", { ...free, contextLength: 256_000 }), 0],
  [row("minimax/minimax-m2.1:free", "MiniMax M2.1 (free)", { ...free, contextLength: 204_800 }), 0],
  [
    row("google/gemini-flash-1.5", "Gemini 1.5 Flash", {
      ...seeing,
      pricing: known(0.075, 0.3),
      contextLength: 1_000_000,
    }),
    0.0002,
  ],
  [row("openai/gpt-4o-mini", "GPT-4o-mini", { ...seeing, pricing: known(0.15, 0.6) }), 0.0005],
  [
    row("meta-llama/llama-3.1-70b-instruct", "Llama 3.1 70B Instruct", {
      hasTools: true,
      pricing: known(0.4, 0.4),
      contextLength: 131_072,
    }),
    0.0007,
  ],
  [
    row("qwen/qwen2.5-vl-72b-instruct", "Qwen2.5 VL 72B Instruct", {
      takesImages: true,
      pricing: known(0.25, 0.75),
      contextLength: 32_768,
    }),
    0.0007,
  ],
  [
    row("deepseek/deepseek-r1", "DeepSeek R1", {
      hasReasoning: true,
      hasTools: true,
      pricing: known(0.7, 2.5),
      contextLength: 163_840,
    }),
    0.0021,
  ],
  [
    row("perplexity/sonar", "Sonar", {
      pricing: known(1, 1, { request: "0.005" }),
      contextLength: 127_072,
    }),
    0.0067,
  ],
  [row("openai/gpt-4o", "GPT-4o", { ...seeing, pricing: known(2.5, 10) }), 0.0082],
  [
    row(sonnetId, "Claude Sonnet 4.5", {
      ...able,
      pricing: known(3, 15, {
        cachedPrompt: "0.0000003",
        cacheWrite: "0.00000375",
        steps: [{ abovePromptTokens: 200_000, prompt: "0.000006", completion: "0.0000225" }],
      }),
      contextLength: 1_000_000,
    }),
    0.0114,
  ],
  [
    row("anthropic/claude-3-5-sonnet", "Claude 3.5 Sonnet", {
      ...seeing,
      pricing: known(3, 15),
      contextLength: 200_000,
      expirationDate: "2099-12-01",
    }),
    0.0114,
  ],
  [
    row("x-ai/sample-frontier-pro", "Sample Frontier Pro", {
      ...able,
      pricing: known(10, 50),
      contextLength: 400_000,
    }),
    0.038,
  ],
  [
    row("kilo-auto/balanced", "Auto Balanced", {
      hasReasoning: true,
      hasTools: true,
      pricing: { kind: "varies" },
      contextLength: 1_000_000,
    }),
  ],
  [
    row("acme-coding/direct-byok-model", "Acme Coding Plan: Direct", {
      hasOwnKey: true,
      pricing: { kind: "unknown" },
      contextLength: 131_072,
    }),
  ],
];

export const rows: readonly ModelRow[] = samples.map(([sample]) => sample);

/** What a spec of 1,215 tokens comes to; without an amount, only its tokens are known. */
export function cost(expectedUsd?: number, change: Partial<PromptCost> = {}): PromptCost {
  return {
    promptTokens: 1215,
    expectedCompletionTokens: 520,
    maxCompletionTokens: 4000,
    ...(expectedUsd !== undefined && { expectedUsd, maxUsd: expectedUsd * 5.6 }),
    fits: true,
    calibratedFrom: 23,
    ...change,
  };
}

export const costs: ModelsViewState["costs"] = {
  prompt: { kind: "spec", name: "docs/checkout.md" },
  byModel: Object.fromEntries(samples.map(([sample, usd]) => [sample.id, cost(usd)])),
};

/** A small model that the sample spec is too long for. */
export const tooSmall = row("tiny/tiny-1k", "Tiny", { contextLength: 1000 });
export const withTooSmall: Pick<ModelsViewState, "rows" | "costs"> = {
  rows: [...rows, tooSmall],
  costs: { ...costs, byModel: { ...costs.byModel, [tooSmall.id]: cost(0.0001, { fits: false }) } },
};

export const details: ModelDetails = {
  modelId: sonnetId,
  description: "A model for **coding** and agents.",
  maxCompletionTokens: 64_000,
  supportedParameters: ["max_tokens", "temperature", "tools", "reasoning"],
  ownRuns: { runs: 23, completed: 22, medianDeviation: -0.04 },
  endpoints: {
    state: "loaded",
    list: [
      {
        upstream: "Anthropic",
        contextLength: 1_000_000,
        pricing: known(3, 15),
        uptimePercent: 99.6,
        latencyP50: 1.21,
        throughputP50: 58.2,
      },
      { upstream: "Bedrock", contextLength: 200_000, pricing: known(3, 15), uptimePercent: 99.97 },
    ],
  },
};

export function modelsState(change: Partial<ModelsViewState> = {}): ModelsViewState {
  return {
    provider: { id: "kilo", displayName: "Kilo" },
    providers: [
      { id: "kilo", displayName: "Kilo" },
      { id: "openrouter", displayName: "OpenRouter" },
    ],
    rows,
    list: { loadedAt: Date.now() - 6.5 * 60_000, isLoading: false },
    costs,
    advice: [
      { task: "code-generation", modelId: "anthropic/claude-3-5-sonnet" },
      { task: "simple", modelId: "openai/gpt-4o-mini" },
    ],
    favourites: ["minimax/minimax-m2.1:free", "openai/gpt-4o-mini", sonnetId],
    hidden: [],
    language: "en",
    translations: {},
    ...change,
  };
}

/** As many models as no gateway has yet. */
export function manyRows(count: number): Pick<ModelsViewState, "rows" | "costs"> {
  const many = Array.from({ length: count }, (_none, index) =>
    row(`maker-${index % 37}/model-${index}`, `Model ${index}`, {
      pricing: known(0.05 + index / 100, 0.2 + index / 25),
      contextLength: 2 ** (13 + (index % 8)),
      hasTools: index % 2 === 0,
    }),
  );
  return {
    rows: many,
    costs: {
      prompt: costs.prompt,
      byModel: Object.fromEntries(many.map(({ id }, index) => [id, cost(0.0001 * (index + 1))])),
    },
  };
}

export function thai(): Pick<ModelsViewState, "language" | "translations"> {
  return {
    language: "th",
    translations: JSON.parse(readFileSync("l10n/bundle.l10n.th.json", "utf8")) as Record<string, string>,
  };
}
