import assert from "node:assert/strict";
import path from "node:path";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { learnRates, type PromptObservation } from "../../../../src/core/cost/learnRates";
import { defaultRates, promptTokens, sizeOfPrompt } from "../../../../src/core/cost/tokenRates";
import { learnedErrors, median, plainErrors, readCorpus } from "../../../tokens/measureErrors";
import { simulatedModels } from "../../../tokens/simulatedTokenizers";
import { mixedText } from "./mixedText";

// The tests run from the root of the project.
const kinds = readCorpus(path.join(process.cwd(), "test/fixtures/corpus"));
const model = (name: string) => simulatedModels.find((one) => one.name === name)!;

describe("learnRates", function () {
  this.timeout(60_000);

  for (const name of ["o200k", "cl100k"])
    it(`starts within 10 % in the median for ${name}, on each kind of text`, () => {
      for (const kind of kinds) {
        const error = median(plainErrors(kind, model(name)).map(Math.abs));
        assert.ok(error <= 0.1, `${kind.name} ${error}`);
      }
    });

  for (const [name, ...languages] of [
    ["o200k", "thai", "chinese"],
    ["other scripts by byte", "thai", "chinese", "english"],
    ["o200k, hidden prompt", "thai", "code"],
  ] as const)
    it(`after 20 runs of some specs knows them within 3 % in the median: ${name}`, () => {
      for (const kind of kinds.filter((one) => languages.some((language) => language === one.name))) {
        const { again } = learnedErrors(kind, model(name), [20], 5).get(20)!;
        assert.ok(median(again) <= 0.03, `${kind.name} ${median(again)}`);
      }
    });

  const size = sizeOfPrompt(["You are careful.", "# Refund\n\nA refund takes seven days, at most 30 EUR.\n"]);
  const seen = (tokens: number): PromptObservation => ({ ...size, promptTokens: tokens });

  it("without any run says what its family does", () => {
    assert.deepEqual(learnRates("claude", []), defaultRates("claude"));
    assert.deepEqual(learnRates("claude", [seen(0)]), defaultRates("claude"), "a report of none is none");
  });

  it("one run brings the same prompt near to what it took", () => {
    const before = promptTokens(size, defaultRates());
    assert.ok(
      Math.abs(promptTokens(size, learnRates(undefined, [seen(2 * before)])) / (2 * before) - 1) < 0.1,
    );
  });

  it("a few wrong reports among good ones change little", () => {
    const good = Array.from({ length: 8 }, () => seen(40));
    const clean = promptTokens(size, learnRates(undefined, good));
    for (const wrong of [1, 8, 400, 40_000]) {
      const rates = learnRates(undefined, [...good.slice(0, 3), seen(wrong), ...good.slice(3)]);
      assert.ok(Math.abs(promptTokens(size, rates) - clean) <= 2, `${wrong}`);
    }
  });

  it("follows a model whose tokenizer was changed", () => {
    const then = Array.from({ length: 64 }, () => seen(40));
    const now = Array.from({ length: 64 }, () => seen(55));
    assert.ok(Math.abs(promptTokens(size, learnRates(undefined, [...then, ...now])) - 55) <= 1);
  });

  it("whatever was reported, every estimate is a whole number from 1 on", () => {
    const observation = fc.record({
      texts: fc.array(mixedText, { minLength: 1, maxLength: 3 }),
      promptTokens: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 10_000_000 })),
      spec: fc.constantFrom("a", "b"),
    });
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 12 }), mixedText, (runs, text) => {
        const rates = learnRates(
          "llama",
          runs.map(({ texts, ...run }) => ({ ...sizeOfPrompt(texts), ...run })),
        );
        assert.ok(rates.weights.every((weight) => Number.isFinite(weight) && weight >= 0));
        const tokens = promptTokens(sizeOfPrompt([text]), rates, "a");
        assert.ok(Number.isSafeInteger(tokens) && tokens >= 1, `${tokens}`);
      }),
      { seed: 12, numRuns: 200 },
    );
  });
});
