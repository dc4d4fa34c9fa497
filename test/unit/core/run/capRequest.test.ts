import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { defaultRates } from "../../../../src/core/cost/tokenRates";
import type { Model } from "../../../../src/core/models/model";
import { capRequest } from "../../../../src/core/run/capRequest";
import { prepareRequest } from "../../../../src/core/run/prepareRequest";
import { modelWith, sampleModel } from "../../../fakes/sampleModel";

const rates = defaultRates();
const prepared = (model: Model) =>
  prepareRequest({
    modelId: model.id,
    model,
    messages: [{ role: "user", content: "words and more words ".repeat(50) }],
    parameters: { temperature: 0.7, maxTokens: 4000 },
    basis: { rates },
  });
const capped = (limitUsd: number, model = sampleModel) =>
  capRequest(prepared(model), { model, mayBeOffBy: rates.mayBeOffBy, limitUsd });

describe("capRequest", () => {
  it("the longest answer whose worst case is within the limit, and no longer one", () => {
    const { request, estimate } = capped(0.01) ?? assert.fail();
    assert.equal(request.maxTokens, estimate.maxCompletionTokens);
    assert.ok((estimate.maxUsd ?? 1) <= 0.01);
    assert.ok((estimate.maxUsd ?? 0) + 0.000015 > 0.01, "one token more would cross it");
    assert.ok((estimate.expectedUsd ?? 1) <= (estimate.maxUsd ?? 0));
  });

  it("nothing changes when the limit leaves room for all", () => {
    assert.deepEqual(capped(1), {
      request: prepared(sampleModel).request,
      estimate: prepared(sampleModel).estimate,
    });
  });

  it("there is no answer when the prompt alone takes what is left, or the price is not known", () => {
    assert.equal(capped(0.0001), undefined);
    assert.equal(capped(1, modelWith()), undefined);
  });

  it("a model that takes no limit is sent none; its estimate ends there all the same", () => {
    const model = { ...sampleModel, supportedParameters: ["temperature"] };
    const { request, estimate } = capped(0.01, model) ?? assert.fail();
    assert.equal(request.maxTokens, undefined);
    assert.ok((estimate.maxUsd ?? 1) <= 0.01);
  });
});
