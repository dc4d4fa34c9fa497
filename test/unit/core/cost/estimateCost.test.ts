import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { estimateCost } from "../../../../src/core/cost/estimateCost";
import type { Model, ModelPricing } from "../../../../src/core/models/model";
import { modelWith } from "../../../fakes/sampleModel";

function model(pricing: ModelPricing, changes: Partial<Model> = {}): Model {
  return modelWith({ pricing, ...changes });
}

const priced = model({
  kind: "known",
  prompt: "0.000003",
  completion: "0.000015",
  request: "0.005",
  steps: [{ abovePromptTokens: 2000, prompt: "0.000006" }],
});

function promptUsd(promptTokens: number) {
  return estimateCost({ model: priced, promptTokens, maxCompletionTokens: 0 }).maxUsd;
}

describe("estimateCost", () => {
  it("expects a usual answer and knows the longest", () => {
    assert.deepEqual(estimateCost({ model: priced, promptTokens: 1000, maxCompletionTokens: 4000 }), {
      kind: "known",
      promptTokens: 1000,
      maxCompletionTokens: 4000,
      expectedCompletionTokens: 500,
      expectedUsd: 0.0155,
      maxUsd: 0.068,
      calibratedFrom: 0,
    });
  });

  it("expects no more than the longest answer", () => {
    const estimate = estimateCost({ model: priced, promptTokens: 1000, maxCompletionTokens: 100 });
    assert.equal(estimate.expectedCompletionTokens, 100);
    assert.equal(estimate.expectedUsd, estimate.maxUsd);
  });

  it("uses what past runs taught", () => {
    const estimate = estimateCost({
      model: priced,
      promptTokens: 1000,
      maxCompletionTokens: 4000,
      expectedCompletionTokens: 1200.4,
      calibratedFrom: 23,
    });
    assert.equal(estimate.expectedCompletionTokens, 1201);
    assert.equal(estimate.calibratedFrom, 23);
  });

  it("honours a price step only above its threshold", () => {
    assert.equal(promptUsd(2000), 0.011);
    assert.equal(promptUsd(2001), 0.017006);
  });

  it("is free for a free model", () => {
    const free = model({ kind: "known", prompt: "0", completion: "0" }, { isFree: true });
    const estimate = estimateCost({ model: free, promptTokens: 1000, maxCompletionTokens: 4000 });
    assert.equal(estimate.expectedUsd, 0);
    assert.equal(estimate.maxUsd, 0);
  });

  const unknown: readonly (readonly [string, Model | undefined])[] = [
    ["a model without prices", model({ kind: "unknown" })],
    ["a price decided per request", model({ kind: "varies" })],
    ["an unlisted model", undefined],
    ["the dummy price of the old auto model", model(priced.pricing, { id: "kilo/auto" })],
    [
      "zeros that mean the account's own key pays",
      model({ kind: "known", prompt: "0", completion: "0" }, { hasOwnKey: true }),
    ],
  ];
  for (const [name, subject] of unknown) {
    it(`has no figure for ${name}`, () => {
      const estimate = estimateCost({ model: subject, promptTokens: 1000, maxCompletionTokens: 4000 });
      assert.equal(estimate.kind, "unknown");
      assert.ok(!("expectedUsd" in estimate) && !("maxUsd" in estimate));
      assert.equal(estimate.promptTokens, 1000);
    });
  }
});
