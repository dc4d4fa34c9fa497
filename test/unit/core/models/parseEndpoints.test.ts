import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { parseEndpoints } from "../../../../src/core/models/parseEndpoints";

const sample = JSON.parse(readFileSync("test/fixtures/wire/endpoints.sample.json", "utf8")) as {
  readonly kilo_gateway: unknown;
  readonly openrouter: unknown;
};

describe("parseEndpoints", () => {
  it("reads Kilo's reduced form", () => {
    assert.deepEqual(parseEndpoints(sample.kilo_gateway), [
      {
        upstream: "DeepInfra",
        tag: "deepinfra/turbo",
        contextLength: 131_072,
        pricing: { kind: "known", prompt: "0.000000400000", completion: "0.000000400000" },
      },
      {
        upstream: "Hyperbolic",
        tag: "hyperbolic/fp8",
        contextLength: 32_768,
        pricing: { kind: "known", prompt: "0.0000004", completion: "0.0000004" },
      },
      { upstream: "Novita", tag: "novita", contextLength: 98_304, pricing: { kind: "unknown" } },
    ]);
  });

  it("reads OpenRouter's full form", () => {
    const [first, second] = parseEndpoints(sample.openrouter) ?? [];
    assert.deepEqual(first, {
      upstream: "Anthropic",
      tag: "anthropic",
      contextLength: 1_000_000,
      maxCompletionTokens: 64_000,
      pricing: {
        kind: "known",
        prompt: "0.000003",
        completion: "0.000015",
        cachedPrompt: "0.0000003",
        cacheWrite: "0.00000375",
        steps: [
          {
            abovePromptTokens: 200_000,
            prompt: "0.000006",
            completion: "0.0000225",
            cachedPrompt: "0.0000006",
            cacheWrite: "0.0000075",
          },
        ],
      },
      uptimePercent: 99.82,
      latencyP50: 1.21,
      throughputP50: 58.1,
    });
    assert.deepEqual(Object.keys(second ?? {}).toSorted(), ["contextLength", "pricing", "tag", "upstream"]);
  });

  it("names an upstream by its tag, else its label, else drops the row", () => {
    const body = { data: { endpoints: [{ tag: "a/fp8" }, { name: "A | b" }, {}, null, 5] } };
    assert.deepEqual(
      parseEndpoints(body)?.map((endpoint) => endpoint.upstream),
      ["a/fp8", "A | b"],
    );
  });

  it("knows when there is no list", () => {
    for (const body of [null, [], {}, { data: [] }, { data: { endpoints: {} } }]) {
      assert.equal(parseEndpoints(body), undefined);
    }
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (anything, fields) => {
        parseEndpoints(anything);
        const rows = [anything, { ...fields, tag: "t" }];
        assert.ok((parseEndpoints({ data: { endpoints: rows } })?.length ?? 0) >= 1);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
