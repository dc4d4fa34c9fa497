import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../../src/core/errors";
import { countPromptTokens, prepareRequest, promptTokensOf } from "../../../../src/core/run/prepareRequest";
import { countTokens } from "../../../../src/core/cost/countTokens";
import { buildMessages } from "../../../../src/core/spec/buildMessages";
import { sampleModel } from "../../../fakes/sampleModel";

const parameters = { temperature: 0.7, maxTokens: 4000 };
const messages = buildMessages({ history: [], spec: "# Sums\n\nWhat is 2 + 2?\n" });

describe("prepareRequest", () => {
  it("the same spec gives the same request", () => {
    const input = { modelId: sampleModel.id, model: sampleModel, messages, parameters };
    assert.equal(JSON.stringify(prepareRequest(input)), JSON.stringify(prepareRequest(input)));
  });

  it("the whole spec is in the request, and the answer is limited to what the model allows", () => {
    const { request, estimate } = prepareRequest({
      modelId: sampleModel.id,
      model: sampleModel,
      messages,
      parameters,
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
        }),
      (error) => UserFacingError.is(error) && error.code === "context-length-exceeded",
    );
  });

  it("a prompt that leaves no room for an answer worth having is refused, not cut to a few tokens", () => {
    const model = { ...sampleModel, contextLength: countPromptTokens(messages, sampleModel) + 100 };
    const input = { modelId: model.id, model, messages };
    assert.throws(() => prepareRequest({ ...input, parameters }), UserFacingError.is);
    assert.doesNotThrow(() => prepareRequest({ ...input, parameters: { temperature: 0, maxTokens: 20 } }));
  });

  it("a model that is not in the list is sent as asked for, and its cost is unknown", () => {
    const { request, estimate } = prepareRequest({
      modelId: "acme/unheard-of",
      model: undefined,
      messages,
      parameters,
    });
    assert.equal(request.modelId, "acme/unheard-of");
    assert.equal(estimate.kind, "unknown");
    assert.equal(estimate.expectedUsd, undefined);
  });

  it("counting by parts gives what counting the messages gives", () => {
    const textTokens = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
    assert.equal(promptTokensOf(textTokens, messages.length), countPromptTokens(messages, undefined));
  });
});
