import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { costOfRun, type RunCostInput } from "../../../../src/core/cost/costOfRun";
import type { Usage } from "../../../../src/core/cost/usage";
import type { Model, ModelPricing } from "../../../../src/core/models/model";
import { modelWith } from "../../../fakes/sampleModel";

const priced: ModelPricing = { kind: "known", prompt: "0.000003", completion: "0.000015" };

function model(pricing: ModelPricing, changes: Partial<Model> = {}): Model {
  return modelWith({ pricing, ...changes });
}

function usage(changes: Partial<Usage> = {}): Usage {
  return {
    promptTokens: 1000,
    completionTokens: 200,
    cachedPromptTokens: 0,
    reasoningTokens: 0,
    cacheWriteTokens: 0,
    ...changes,
  };
}

function cost(changes: Partial<RunCostInput>) {
  return costOfRun({
    model: model(priced),
    providerKind: "kilocode",
    usage: usage(),
    reported: undefined,
    status: "completed",
    finishReason: "stop",
    ...changes,
  });
}

const unknown = { kind: "unknown" };
const computed = (usd: number) => ({ kind: "computed", usd });
const reported = (usd: number) => ({ kind: "reported", usd });

describe("costOfRun, what is reported (wire 7.1)", () => {
  const rows: readonly (readonly [string, Partial<RunCostInput>, unknown])[] = [
    ["takes the reported cost over the list", { reported: { usd: 0.02, isByok: false } }, reported(0.02)],
    [
      "does not add the upstream's cost",
      { reported: { usd: 0.02, upstreamUsd: 0.019, isByok: false } },
      reported(0.02),
    ],
    ["believes a reported zero", { reported: { usd: 0, isByok: false } }, reported(0)],
    [
      "takes a reported cost where the list has zeros",
      {
        model: model({ kind: "known", prompt: "0", completion: "0" }, { isFree: true }),
        reported: { usd: 0.5, isByok: false },
      },
      reported(0.5),
    ],
    [
      "takes the upstream's cost with an own upstream key",
      { reported: { usd: 0.001, upstreamUsd: 0.02, isByok: true } },
      reported(0.02),
    ],
    ["does not take the fee for the cost", { reported: { usd: 0.001, isByok: true } }, computed(0.006)],
    [
      "takes the upstream's cost when it is all there is",
      { reported: { upstreamUsd: 0.02, isByok: false } },
      reported(0.02),
    ],
    ["ignores a negative cost", { reported: { usd: -142066, isByok: false } }, computed(0.006)],
    ["ignores a cost that is no number", { reported: { usd: Number.NaN, isByok: false } }, computed(0.006)],
    [
      "keeps what was reported before the user stopped",
      { reported: { usd: 0.02, isByok: false }, status: "cancelled" },
      reported(0.02),
    ],
    [
      "keeps what was reported for a failed run",
      { reported: { usd: 0.02, isByok: false }, status: "failed", finishReason: undefined },
      reported(0.02),
    ],
    [
      "takes a reported cost of a model nobody listed",
      { model: undefined, reported: { usd: 0.02, isByok: false } },
      reported(0.02),
    ],
  ];
  for (const [name, changes, expected] of rows) it(name, () => assert.deepEqual(cost(changes), expected));
});

describe("costOfRun, when the cost is missing (wire 7.2)", () => {
  const free = model({ kind: "known", prompt: "0", completion: "0.000" }, { isFree: true });
  const auto = model({ kind: "varies" }, { id: "kilo-auto/balanced" });
  const ownKey = model(priced, { hasOwnKey: true });
  const rows: readonly (readonly [string, Partial<RunCostInput>, unknown])[] = [
    ["a free model costs nothing", { model: free }, computed(0)],
    [
      "a free model costs nothing without counts and when stopped",
      { model: free, usage: undefined, status: "cancelled" },
      computed(0),
    ],
    ["a model with a price of its own costs tokens × list price", {}, computed(0.006)],
    [
      "a second upstream's market cost counts",
      { reported: { marketUsd: 0.004, isByok: false } },
      reported(0.004),
    ],
    ["an own key at Kilo is billed by somebody else", { model: ownKey }, unknown],
    [
      "an own key at Kilo is not free because Kilo charges 0",
      { model: ownKey, reported: { usd: 0, isByok: false } },
      unknown,
    ],
    [
      "an own key at Kilo costs what its upstream reports",
      { model: ownKey, reported: { usd: 0, marketUsd: 0.004, isByok: false } },
      reported(0.004),
    ],
    [
      "an own key elsewhere means nothing",
      { model: ownKey, providerKind: "openai-compatible" },
      computed(0.006),
    ],
    ["a stopped answer is unknown without counts", { status: "cancelled", usage: undefined }, unknown],
    ["a stopped answer is unknown even with counts so far", { status: "cancelled" }, unknown],
    ["a broken stream is unknown", { status: "incomplete", finishReason: undefined }, unknown],
    [
      "a broken stream at OpenRouter is unknown",
      { status: "incomplete", finishReason: undefined, providerKind: "openrouter" },
      unknown,
    ],
    [
      "an answer cut at its limit is whole in its counts",
      { status: "incomplete", finishReason: "length" },
      computed(0.006),
    ],
    [
      "an answer of reasoning only is paid for",
      { status: "failed", finishReason: "length", usage: usage({ reasoningTokens: 200 }) },
      computed(0.006),
    ],
    ["an auto model is unknown", { model: auto }, unknown],
    [
      "the dummy price of the old auto model is not believed",
      { model: model(priced, { id: "kilo/auto" }) },
      unknown,
    ],
    [
      "an auto model costs what is reported",
      { model: auto, reported: { usd: 0.01, isByok: false } },
      reported(0.01),
    ],
    ["a model without prices is unknown", { model: model({ kind: "unknown" }) }, unknown],
    ["an unlisted model is unknown", { model: undefined }, unknown],
    ["no counts are unknown", { usage: undefined }, unknown],
    [
      "counts of nothing are a placeholder",
      { usage: usage({ promptTokens: 0, completionTokens: 0 }) },
      unknown,
    ],
    ["counts that cannot be are unknown", { usage: usage({ completionTokens: -5 }) }, unknown],
    ["counts that are no whole numbers are unknown", { usage: usage({ promptTokens: Number.NaN }) }, unknown],
    [
      "an unreadable price is unknown",
      { model: model({ kind: "known", prompt: "cheap", completion: "0.1" }) },
      unknown,
    ],
    [
      "OpenRouter does not bill nothing at all",
      {
        providerKind: "openrouter",
        status: "failed",
        finishReason: undefined,
        usage: usage({ completionTokens: 0 }),
      },
      computed(0),
    ],
    [
      "OpenRouter does not bill an error",
      { providerKind: "openrouter", status: "failed", finishReason: "error" },
      computed(0),
    ],
    ["Kilo makes no such promise", { status: "failed", finishReason: "error" }, unknown],
    [
      "a prompt is paid for when the answer is empty but finished",
      { status: "failed", usage: usage({ completionTokens: 0 }) },
      computed(0.003),
    ],
  ];
  for (const [name, changes, expected] of rows) it(name, () => assert.deepEqual(cost(changes), expected));
});

describe("costOfRun, from counts and prices (wire 7.3)", () => {
  const full: ModelPricing = {
    kind: "known",
    prompt: "0.000003",
    completion: "0.000015",
    cachedPrompt: "3e-7",
    cacheWrite: "0.00000375",
    request: "0.005",
  };
  const stepped: ModelPricing = {
    ...full,
    steps: [
      { abovePromptTokens: 1000, prompt: "0.000006", completion: "0.0000225" },
      { abovePromptTokens: 2000, prompt: "0.00001" },
    ],
  };
  const rows: readonly (readonly [string, ModelPricing, Partial<Usage>, number])[] = [
    ["every part at its own price", full, { cachedPromptTokens: 400, cacheWriteTokens: 100 }, 0.009995],
    [
      "cached tokens at the prompt price without one of their own",
      priced,
      { cachedPromptTokens: 400, cacheWriteTokens: 100 },
      0.006,
    ],
    ["reasoning is not added again", priced, { reasoningTokens: 150 }, 0.006],
    [
      "more cached tokens than prompt tokens do not lower the sum",
      full,
      { cachedPromptTokens: 1500 },
      0.00845,
    ],
    ["a step is not reached by its own threshold", stepped, {}, 0.011],
    ["a step holds from one token more", stepped, { promptTokens: 1001 }, 0.015506],
    ["a later step wins price by price", stepped, { promptTokens: 2001 }, 0.02951],
    [
      "the smallest prices add up exactly",
      { kind: "known", prompt: "1e-8", completion: "3e-8" },
      { promptTokens: 7, completionTokens: 3 },
      1.6e-7,
    ],
    ["a fee per request alone", { kind: "known", prompt: "0", completion: "0", request: "0.01" }, {}, 0.01],
  ];
  for (const [name, pricing, changes, usd] of rows) {
    it(name, () => assert.deepEqual(cost({ model: model(pricing), usage: usage(changes) }), computed(usd)));
  }

  it("is never negative and never NaN", () => {
    const number = fc.oneof(fc.double(), fc.integer({ min: -10, max: 1e6 }));
    const price = fc.oneof(
      fc.constantFrom("-1", "0", "NaN", "1e-8", "0.000015", ""),
      fc.double().map(String),
    );
    const maybe = fc.option(number, { nil: undefined });
    fc.assert(
      fc.property(
        fc.record({
          promptTokens: number,
          completionTokens: number,
          cachedPromptTokens: number,
          reasoningTokens: number,
          cacheWriteTokens: number,
        }),
        price,
        price,
        fc.record(
          { usd: maybe, upstreamUsd: maybe, marketUsd: maybe, isByok: fc.boolean() },
          { requiredKeys: ["isByok"] },
        ),
        fc.boolean(),
        (counts, prompt, completion, said, hasOwnKey) => {
          const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
          const result = cost({
            model: model({ kind: "known", prompt, completion }, { hasOwnKey }),
            usage: counts,
            reported: { isByok: said.isByok, ...given },
          });
          assert.ok(result.kind === "unknown" || (result.usd >= 0 && Number.isFinite(result.usd)));
        },
      ),
      { seed: 8, numRuns: 1000 },
    );
  });
});
