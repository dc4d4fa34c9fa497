import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { requestLimits } from "../../../../src/core/models/requestLimits";
import { modelWith } from "../../../fakes/sampleModel";

const wanted = { maxTokens: 4000, temperature: 0.7 };

function parameterOf(...supportedParameters: string[]) {
  return requestLimits(modelWith({ supportedParameters }), wanted, 10).maxTokensParameter;
}

describe("requestLimits", () => {
  it("asks for what the user wants of a model nobody knows", () => {
    assert.deepEqual(requestLimits(undefined, wanted, 1000), {
      temperature: 0.7,
      maxTokens: 4000,
      maxTokensParameter: "max_tokens",
      maxCompletionTokens: 4000,
    });
  });

  it("lowers the limit to the model's longest answer", () => {
    assert.equal(requestLimits(modelWith({ maxCompletionTokens: 2048 }), wanted, 1000).maxTokens, 2048);
  });

  it("lowers the limit to what the prompt leaves of the smaller context", () => {
    const small = modelWith({
      contextLength: 200_000,
      providerContextLength: 8000,
      maxCompletionTokens: 200_000,
    });
    assert.equal(requestLimits(small, wanted, 5000.5).maxTokens, 2999);
  });

  it("never sends the whole window", () => {
    const all = modelWith({ contextLength: 8000, maxCompletionTokens: 8000 });
    assert.equal(requestLimits(all, { ...wanted, maxTokens: 1_000_000 }, 100).maxTokens, 7900);
  });

  it("never asks for less than 16 tokens", () => {
    assert.equal(requestLimits(modelWith({ contextLength: 8000 }), wanted, 9000).maxTokens, 16);
    assert.equal(requestLimits(undefined, { ...wanted, maxTokens: 1 }, 10).maxTokens, 16);
  });

  it("leaves out a temperature the model does not take", () => {
    const limits = requestLimits(modelWith({ supportedParameters: ["max_tokens"] }), wanted, 10);
    assert.ok(!("temperature" in limits));
  });

  it("takes an empty list of parameters as unknown", () => {
    assert.equal(requestLimits(modelWith({ supportedParameters: [] }), wanted, 10).temperature, 0.7);
  });

  it("names the parameter the model takes", () => {
    assert.equal(parameterOf("max_completion_tokens"), "max_completion_tokens");
    assert.equal(parameterOf("max_tokens", "max_completion_tokens"), "max_tokens");
  });

  it("sends no limit to a model that takes none and counts with its longest answer", () => {
    const limits = requestLimits(
      modelWith({ supportedParameters: ["temperature"], maxCompletionTokens: 32_000 }),
      wanted,
      10,
    );
    assert.deepEqual(limits, { temperature: 0.7, maxCompletionTokens: 32_000 });
  });

  it("keeps prompt and answer within the context whenever the prompt leaves 16 tokens", () => {
    const tokens = fc.integer({ min: 1, max: 300_000 });
    fc.assert(
      fc.property(
        tokens,
        tokens,
        tokens,
        tokens,
        (contextLength, maxCompletionTokens, maxTokens, promptTokens) => {
          fc.pre(promptTokens + 16 <= contextLength);
          const limits = requestLimits(
            modelWith({ contextLength, maxCompletionTokens }),
            { maxTokens, temperature: 1 },
            promptTokens,
          );
          assert.ok(promptTokens + limits.maxCompletionTokens <= contextLength);
          assert.ok(limits.maxCompletionTokens <= Math.max(16, maxTokens, 16));
        },
      ),
      { seed: 13 },
    );
  });
});
