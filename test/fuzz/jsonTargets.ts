import assert from "node:assert/strict";
import { estimateCost } from "../../src/core/cost/estimateCost";
import { formatPricing } from "../../src/core/cost/formatCost";
import { parseFallback } from "../../src/core/fallback/parseFallback";
import type { ModelPricing } from "../../src/core/models/model";
import { parseEndpoints } from "../../src/core/models/parseEndpoints";
import { parseModels } from "../../src/core/models/parseModels";
import { parsePricing } from "../../src/core/models/parsePricing";
import { parseProviderConfigs } from "../../src/core/providers/parseProviderConfigs";
import {
  parseDefaults,
  parseKeyBalance,
  parseKeyInfo,
  parseKiloBalance,
  parseKiloProfile,
} from "../../src/gateway/accountRoutes";
import { parseStoredModels } from "../../src/core/models/storedModels";
import { parseFromWebview } from "../../src/protocol/chatProtocol";
import { parseFromModelsView, parseTableSettings } from "../../src/protocol/modelsProtocol";
import { parseFromCompareView } from "../../src/protocol/compareProtocol";
import { parseFromUsageView } from "../../src/protocol/usageProtocol";
import type { Corpora } from "./corpora";
import type { FuzzTarget } from "./target";

/** What the page sends, one of each kind. */
const MESSAGES: readonly unknown[] = [
  { type: "ready" },
  { type: "prompt-submit", text: "/refund.md Check it." },
  { type: "draft-changed", text: "Hello", draftNumber: 3 },
  { type: "specs-find", query: "ref" },
  { type: "question-answer", turnId: "t", answer: "allow" },
  { type: "turn-action", turnId: "t", action: "run-again" },
  { type: "code-action", action: "copy", code: "const a = 1;" },
  { type: "remedy-run", turnId: "t", remedy: "retry" },
  { type: "command-run", command: "new-chat" },
  { type: "link-open", href: "https://example.org" },
  { type: "deltas-drawn", sequence: 1 },
];

const VIEW_MESSAGES: readonly unknown[] = [
  { type: "model-mark", modelId: "acme/large", mark: "hidden", isOn: true },
  { type: "spec-run", modelId: "acme/large" },
  { type: "start", overBudget: "stop" },
  { type: "column-action", columnId: "1", action: "diff", against: "2" },
  { type: "query-changed", query: { period: "day", grouping: "spec", onlyThisWorkspace: false } },
  { type: "export", format: "json" },
];

const PROVIDERS: readonly unknown[] = [
  [{ id: "kilocode", baseUrl: "https://gateway.test/api/openrouter", enabled: true }],
  [
    {
      id: "acme",
      displayName: "Acme",
      kind: "openai-compatible",
      baseUrl: "http://localhost:4000/v1/",
      auth: { header: "x-key", scheme: "Key" },
      headers: { "x-team": "${secret}", authorization: "Basic abc" },
      defaultModel: "acme/large",
    },
  ],
];

const FALLBACKS: readonly unknown[] = [
  ["openai/gpt-4o", { model: "acme/large", provider: "acme", mayCostMore: true }],
  [],
];

const PRICES: readonly unknown[] = [
  { prompt: "0.000003", completion: "0.000015", input_cache_read: "3e-7", request: "0" },
  { prompt: 0.1, completion: 0, overrides: [{ min_prompt_tokens: 200000, prompt: "0.000006" }] },
  { prompt: "-1", completion: "-1" },
];

export function jsonTargets(corpora: Corpora): readonly FuzzTarget[] {
  return [
    {
      name: "model list",
      corpus: corpora.modelLists,
      check: (input) => {
        const models = parseModels(input, "kilocode") ?? [];
        assert.equal(new Set(models.map(({ id }) => id)).size, models.length, "an id is there twice");
        for (const model of models) {
          assert.ok(model.id.trim() !== "" && model.name !== "", "a model without a name");
          checkPricing(model.pricing);
          const estimate = estimateCost({ model, promptTokens: 1000, maxCompletionTokens: 4000 });
          assert.ok(
            (estimate.expectedUsd ?? 0) >= 0 && (estimate.maxUsd ?? 0) < Infinity,
            "a price of nonsense",
          );
        }
      },
      parse: (input) => parseModels(input, "kilocode"),
      grow: {
        "many models": (size) => ({
          data: Array.from({ length: size / 40 }, (_, index) => ({ id: `a/${index}`, name: "A (new)" })),
        }),
        "a name of spaces": (size) => ({ data: [{ id: "a/b", name: `a${" ".repeat(size)}b` }] }),
        "a name of decorations": (size) => ({ data: [{ id: "a/b", name: `a${" (new)".repeat(size / 6)}` }] }),
        "a name that retires": (size) => ({
          data: [{ id: "a/b", name: `a${" (retires ".repeat(size / 10)}` }],
        }),
      },
    },
    {
      name: "endpoint list",
      corpus: corpora.endpointLists,
      check: (input) => {
        for (const { upstream, pricing } of parseEndpoints(input) ?? []) {
          assert.notEqual(upstream, "");
          checkPricing(pricing);
        }
      },
    },
    {
      name: "kept model list",
      corpus: corpora.modelLists.map((body) => ({
        v: 1,
        loadedAt: 7,
        models: parseModels(body, "kilocode") ?? [],
      })),
      check: (input) => {
        for (const model of parseStoredModels(JSON.stringify(input) ?? "")?.models ?? [])
          checkPricing(model.pricing);
      },
    },
    {
      name: "messages of the model and usage views",
      corpus: VIEW_MESSAGES,
      check: (input) => {
        parseFromModelsView(input);
        parseFromUsageView(input);
        parseFromCompareView(input);
        parseTableSettings(input);
      },
    },
    {
      name: "pricing",
      corpus: PRICES,
      check: (input) => checkPricing(parsePricing(input)),
      parse: parsePricing,
      grow: {
        digits: (size) => ({ prompt: `${"1".repeat(size)}x`, completion: "0" }),
        "zeros behind the point": (size) => ({ prompt: `0.${"0".repeat(size)}1`, completion: "0" }),
        spaces: (size) => ({ prompt: `1${" ".repeat(size)}x`, completion: "0" }),
        "many steps": (size) => ({
          prompt: "1",
          completion: "1",
          overrides: Array.from({ length: size / 50 }, (_, index) => ({
            min_prompt_tokens: index,
            prompt: "2",
          })),
        }),
      },
    },
    {
      name: "account routes",
      corpus: corpora.accounts,
      check: (input) => {
        for (const parse of [parseKiloProfile, parseKeyInfo, parseDefaults]) parse(input);
        for (const parse of [parseKiloBalance, parseKeyBalance]) {
          const balance = parse(input);
          assert.ok(typeof balance !== "object" || Number.isFinite(balance.usd), "a balance of nonsense");
        }
      },
    },
    {
      name: "messages of the page",
      corpus: MESSAGES,
      check: (input) => {
        // The page's messages are JSON, which has no -0.
        const message = parseFromWebview(JSON.parse(JSON.stringify(input)));
        if (message === undefined) return;
        assert.deepEqual(parseFromWebview(JSON.parse(JSON.stringify(message))), message);
      },
      parse: parseFromWebview,
      grow: { "a long draft": (size) => ({ type: "draft-changed", text: "a".repeat(size), draftNumber: 1 }) },
    },
    {
      name: "provider settings",
      corpus: PROVIDERS,
      check: (input) => {
        const { providers, problems, unusable } = parseProviderConfigs(input);
        for (const { id, baseUrl } of providers) {
          assert.ok(!unusable.has(id) || providers.some((other) => other.id === id));
          if (baseUrl !== undefined) assert.match(baseUrl, /^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/);
        }
        assert.ok(
          problems.every((problem) => problem !== "" && !/undefined|\[object/.test(problem)) ||
            hasWord(input),
        );
      },
    },
    {
      name: "fallback setting",
      corpus: FALLBACKS,
      check: (input) => {
        for (const { model } of parseFallback(input).entries) assert.equal(model, model.trim());
      },
    },
  ];
}

function checkPricing(pricing: ModelPricing): void {
  formatPricing(pricing);
  if (pricing.kind !== "known") return;
  const { prompt, completion, cachedPrompt, cacheWrite, request, steps } = pricing;
  const prices = [prompt, completion, cachedPrompt, cacheWrite, request].filter(
    (price) => price !== undefined,
  );
  for (const price of prices) {
    assert.match(price, /^-?(\d+\.?\d*|\.\d+)$/, "not a plain decimal");
    assert.ok(Number(price) >= 0 && Number.isFinite(Number(price)), price);
  }
  const thresholds = (steps ?? []).map(({ abovePromptTokens }) => abovePromptTokens);
  assert.deepEqual(
    thresholds,
    thresholds.toSorted((one, other) => one - other),
  );
}

/** The word may come from the setting itself. */
function hasWord(input: unknown): boolean {
  return /undefined|\[object/.test(JSON.stringify(input));
}
