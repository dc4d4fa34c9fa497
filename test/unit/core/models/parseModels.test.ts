import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import type { Model } from "../../../../src/core/models/model";
import { parseModels } from "../../../../src/core/models/parseModels";

const sample: unknown = JSON.parse(readFileSync("test/fixtures/wire/models.sample.json", "utf8"));

function parse(row: object): Model {
  const [model] = parseModels({ data: [{ id: "a/b", ...row }] }, "kilo") ?? [];
  assert.ok(model);
  return model;
}

describe("parseModels", () => {
  const models = parseModels(sample, "kilo") ?? [];
  const byId = (id: string): Model => {
    const model = models.find((candidate) => candidate.id === id);
    assert.ok(model, id);
    return model;
  };

  it("keeps every row of the sample, in the gateway's order", () => {
    assert.equal(models.length, 15);
    assert.equal(models[0]?.id, "kilo-auto/balanced");
  });

  it("reads a whole row", () => {
    assert.deepEqual(byId("anthropic/claude-sonnet-4.5"), {
      id: "anthropic/claude-sonnet-4.5",
      name: "Anthropic: Claude Sonnet 4.5",
      provider: "kilo",
      description: "General model with long context and explicit prompt caching.",
      created: 1759161676,
      contextLength: 1_000_000,
      providerContextLength: 1_000_000,
      maxCompletionTokens: 64_000,
      inputModalities: ["text", "image", "file", "pdf"],
      outputModalities: ["text"],
      tokenizer: "Claude",
      pricing: {
        kind: "known",
        prompt: "0.000003",
        completion: "0.000015",
        cachedPrompt: "0.0000003",
        cacheWrite: "0.00000375",
      },
      isFree: false,
      mayTrainOnPrompts: false,
      supportedParameters: [
        "max_tokens",
        "temperature",
        "top_p",
        "stop",
        "tools",
        "tool_choice",
        "reasoning",
        "include_reasoning",
        "structured_outputs",
      ],
      recommendedIndex: 3,
      hasOwnKey: true,
    });
  });

  it("tells varying, free and paid prices apart", () => {
    assert.deepEqual(byId("kilo-auto/balanced").pricing, { kind: "varies" });
    assert.equal(byId("kilo-auto/balanced").isFree, false);
    assert.equal(byId("minimax/minimax-m2.1:free").isFree, true);
    assert.equal(byId("minimax/minimax-m2.1:free").mayTrainOnPrompts, true);
    assert.equal(byId("perplexity/sonar").pricing.kind, "known");
    assert.equal(byId("perplexity/sonar").isFree, false);
  });

  it("does not call a row of the user's own upstream key free", () => {
    const own = byId("acme-coding/direct-byok-model");
    assert.deepEqual([own.isFree, own.hasOwnKey], [false, true]);
    const zeros = { pricing: { prompt: "0", completion: "0" }, hasUserByokAvailable: true };
    assert.equal(parse({ ...zeros, isFree: true }).isFree, true);
    assert.equal(parse({ ...zeros, id: "a/b:free" }).isFree, true);
  });

  it("takes the decorations off the name", () => {
    assert.equal(byId("x-ai/sample-frontier-pro").name, "xAI: Sample Frontier Pro");
    assert.equal(byId("anthropic/claude-3-5-sonnet").name, "Anthropic: Claude 3.5 Sonnet");
    assert.equal(parse({ name: "M (beta) (new) (50% off) (free)" }).name, "M (beta)");
    assert.equal(parse({ name: "(free)" }).name, "a/b");
    assert.equal(parse({ name: 7 }).name, "a/b");
    assert.equal(parse({ name: "M (a (new)" }).name, "M (a");
    // These take minutes when they are looked at again from each place.
    assert.equal(parse({ name: `M${" (new)".repeat(50_000)}` }).name, "M");
    assert.equal(parse({ name: `M${" ".repeat(200_000)}N` }).name.length, 200_002);
  });

  it("keeps the two context lengths apart and knows the date of retirement", () => {
    const llama = byId("meta-llama/llama-3.1-70b-instruct");
    assert.deepEqual([llama.contextLength, llama.providerContextLength], [131_072, 32_768]);
    assert.equal("maxCompletionTokens" in llama, false);
    assert.equal(byId("anthropic/claude-3-5-sonnet").expirationDate, "2026-12-01");
    assert.equal("created" in byId("kilo-auto/free"), false);
    assert.equal("supportedParameters" in byId("openrouter/auto"), false);
  });

  it("reads long-context steps", () => {
    const { pricing } = byId("x-ai/sample-frontier-pro");
    assert.ok(pricing.kind === "known");
    assert.deepEqual(pricing.steps, [
      { abovePromptTokens: 200_000, prompt: "0.00002", completion: "0.0001" },
    ]);
  });

  it("completes and sorts steps, and ignores those that depend on the hour", () => {
    const { pricing } = parse({
      pricing: {
        prompt: "1",
        completion: "2",
        overrides: [
          { min_prompt_tokens: 400, prompt: "5" },
          { min_prompt_tokens: 200, prompt: "3", completion: "4" },
          { min_prompt_tokens: 300, utc_start: "0000", utc_end: "0600", prompt: "0" },
          { min_prompt_tokens: "x", prompt: "9" },
          null,
        ],
      },
    });
    assert.ok(pricing.kind === "known");
    assert.deepEqual(pricing.steps, [
      { abovePromptTokens: 200, prompt: "3", completion: "4" },
      // The list's later entry wins per price, so its prompt price holds above 400 as well.
      { abovePromptTokens: 400, prompt: "3", completion: "4" },
    ]);
  });

  const prices: readonly (readonly [string, unknown, object])[] = [
    ["negative", { prompt: "-1", completion: "0" }, { kind: "varies" }],
    ["not finite", { prompt: "1", completion: "Infinity" }, { kind: "varies" }],
    ["missing", { prompt: "1" }, { kind: "unknown" }],
    ["words", { prompt: "cheap", completion: "0" }, { kind: "unknown" }],
    ["empty", { prompt: "", completion: "0" }, { kind: "unknown" }],
    ["no object", "0", { kind: "unknown" }],
    ["beyond any decimal", { prompt: 1e308, completion: "0" }, { kind: "unknown" }],
    [
      "a hundred thousand digits",
      { prompt: `${"1".repeat(100_000)}x`, completion: "0" },
      { kind: "unknown" },
    ],
    ["numbers", { prompt: 3e-7, completion: 0.5 }, { kind: "known", prompt: "0.0000003", completion: "0.5" }],
    [
      "scientific",
      { prompt: "1e-8", completion: "0e0" },
      { kind: "known", prompt: "0.00000001", completion: "0" },
    ],
    [
      "partly wrong",
      { prompt: "1", completion: "2", request: "-1", input_cache_read: {}, input_cache_write: "0" },
      { kind: "known", prompt: "1", completion: "2", cacheWrite: "0" },
    ],
  ];
  for (const [name, pricing, expected] of prices) {
    it(`reads prices that are ${name}`, () => assert.deepEqual(parse({ pricing }).pricing, expected));
  }

  it("believes the flag or the suffix where there is no price, and a price before the flag", () => {
    assert.equal(parse({ isFree: true }).isFree, true);
    assert.equal(parse({ id: "a/b:free" }).isFree, true);
    assert.equal(parse({ id: "a/b:free", isFree: false }).isFree, false);
    assert.equal(parse({}).isFree, false);
    assert.equal(parse({ isFree: true, pricing: { prompt: "1", completion: "0" } }).isFree, false);
    assert.equal(parse({ pricing: { prompt: "0.00", completion: "0" } }).isFree, true);
    assert.equal(parse({ pricing: { prompt: "0", completion: "0", request: "0.01" } }).isFree, false);
  });

  it("reads the lists of plain servers", () => {
    const plain = {
      id: "llama3",
      name: "llama3",
      provider: "local",
      inputModalities: [],
      outputModalities: [],
      pricing: { kind: "unknown" },
      isFree: false,
      mayTrainOnPrompts: false,
      hasOwnKey: false,
    };
    const row = { id: "llama3", object: "model", owned_by: "me" };
    for (const body of [
      { data: [row] },
      [row],
      { models: [row] },
      { data: [row, row, { id: " " }, { id: 5 }, null] },
    ]) {
      assert.deepEqual(parseModels(body, "local"), [plain]);
    }
  });

  it("drops wrong fields one by one and never the row", () => {
    const wrong = {
      name: {},
      created: "yesterday",
      description: 5,
      context_length: -1,
      architecture: {
        input_modalities: ["text", 5],
        output_modalities: "text",
        modality: "text->image",
        tokenizer: 1,
      },
      top_provider: "none",
      pricing: [],
      supported_parameters: { a: 1 },
      expiration_date: 20261201,
      preferredIndex: "first",
      isFree: "yes",
      mayTrainOnYourPrompts: 1,
      hasUserByokAvailable: null,
    };
    assert.deepEqual(parse(wrong), {
      id: "a/b",
      name: "a/b",
      provider: "kilo",
      inputModalities: ["text"],
      outputModalities: ["image"],
      pricing: { kind: "unknown" },
      isFree: false,
      mayTrainOnPrompts: false,
      hasOwnKey: false,
    });
  });

  it("knows when there is no list", () => {
    for (const body of [undefined, null, "", 5, {}, { data: null }, { data: {} }, { error: "x" }]) {
      assert.equal(parseModels(body, "kilo"), undefined);
    }
    assert.deepEqual(parseModels({ data: [] }, "kilo"), []);
  });

  it("never throws, and never loses a row with an id", () => {
    const keys = [
      "name",
      "created",
      "context_length",
      "architecture",
      "top_provider",
      "pricing",
      "isFree",
      "preferredIndex",
    ];
    const row = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(row), fc.jsonValue(), (rows, anything) => {
        parseModels(anything, "kilo");
        parseModels({ data: [anything] }, "kilo");
        const withIds = rows.map((fields, index) => ({ ...fields, id: `m${index}` }));
        const parsed = parseModels({ data: withIds }, "kilo");
        assert.deepEqual(
          parsed?.map((model) => model.id),
          withIds.map(({ id }) => id),
        );
        assert.deepEqual(JSON.parse(JSON.stringify(parsed)), parsed);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
