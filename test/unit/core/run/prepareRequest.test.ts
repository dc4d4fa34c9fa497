import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../../src/core/errors";
import { defaultRates, promptTokens, sizeOfPrompt } from "../../../../src/core/cost/tokenRates";
import { prepareRequest } from "../../../../src/core/run/prepareRequest";
import { buildMessages } from "../../../../src/core/spec/buildMessages";
import { sampleModel } from "../../../fakes/sampleModel";

const parameters = { temperature: 0.7, maxTokens: 4000 };
const basis = { rates: defaultRates() };
const messages = buildMessages({ history: [], spec: "# Sums\n\nWhat is 2 + 2?\n" });

describe("prepareRequest", () => {
  it("the same spec gives the same request", () => {
    const input = { modelId: sampleModel.id, model: sampleModel, messages, parameters, basis };
    assert.equal(JSON.stringify(prepareRequest(input)), JSON.stringify(prepareRequest(input)));
  });

  it("the whole spec is in the request, and the answer is limited to what the model allows", () => {
    const { request, estimate } = prepareRequest({
      modelId: sampleModel.id,
      model: sampleModel,
      messages,
      parameters,
      basis,
    });
    assert.ok(request.messages.at(-1)?.content.includes("# Sums\n\nWhat is 2 + 2?\n"));
    assert.equal(request.maxTokens, 2000);
    assert.equal(estimate.maxCompletionTokens, 2000);
    assert.equal(estimate.kind, "known");
  });

  it("a prompt that fills the context is refused before anything is sent", () => {
    const spec = "words and more words ".repeat(5000);
    assert.throws(
      () =>
        prepareRequest({
          modelId: sampleModel.id,
          model: sampleModel,
          messages: buildMessages({ history: [], spec }),
          parameters,
          basis,
        }),
      (error) => UserFacingError.is(error) && error.code === "context-length-exceeded",
    );
  });

  it("a prompt that leaves no room for an answer worth having is refused, not cut to a few tokens", () => {
    const size = sizeOfPrompt(messages.map(({ content }) => content));
    const model = { ...sampleModel, contextLength: promptTokens(size, basis.rates) + 100 };
    const input = { modelId: model.id, model, messages, basis };
    assert.throws(() => prepareRequest({ ...input, parameters }), UserFacingError.is);
    assert.doesNotThrow(() => prepareRequest({ ...input, parameters: { temperature: 0, maxTokens: 20 } }));
  });

  it("a model that is not in the list is sent as asked for, and its cost is unknown", () => {
    const { request, estimate } = prepareRequest({
      modelId: "acme/unheard-of",
      model: undefined,
      messages,
      parameters,
      basis,
    });
    assert.equal(request.modelId, "acme/unheard-of");
    assert.equal(estimate.kind, "unknown");
    assert.equal(estimate.expectedUsd, undefined);
  });

  it("what past runs taught is in the estimate, and the worst case counts with what they leave open", () => {
    const input = { modelId: sampleModel.id, model: sampleModel, messages, parameters };
    const learned = { ...defaultRates(), perRequest: 900, learnedFrom: 23, mayBeOffBy: 0.1 };
    const { estimate } = prepareRequest({ ...input, basis: { rates: learned, completionTokens: 120 } });
    const unlearned = prepareRequest({ ...input, basis }).estimate;
    assert.equal(estimate.calibratedFrom, 23);
    assert.equal(estimate.expectedCompletionTokens, 120);
    assert.equal(estimate.promptTokens, unlearned.promptTokens + 897);
    const worst = Math.ceil(estimate.promptTokens * 1.1) * 0.000003 + 2000 * 0.000015;
    assert.ok(Math.abs((estimate.maxUsd ?? 0) - worst) < 1e-9, `${estimate.maxUsd} is ${worst}`);
  });
});
