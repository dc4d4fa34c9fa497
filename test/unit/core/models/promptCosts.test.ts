import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sizeOfPrompt } from "../../../../src/core/cost/tokenRates";
import type { Model } from "../../../../src/core/models/model";
import { cheapestFitting, promptCosts } from "../../../../src/core/models/promptCosts";
import { taskAdvice } from "../../../../src/core/models/taskAdvice";
import { PastRuns } from "../../../../src/core/usage/pastRuns";
import { modelWith } from "../../../fakes/sampleModel";

const priced = (id: string, prompt: string, completion: string, change: Partial<Model> = {}) =>
  modelWith({ id, pricing: { kind: "known", prompt, completion }, ...change });
const draft = {
  size: sizeOfPrompt(["words and more words ".repeat(200)]),
  parameters: { temperature: 0.7, maxTokens: 1000 },
};

describe("promptCosts", () => {
  const models = [
    priced("cheap", "0.0000001", "0.0000004", { contextLength: 128_000 }),
    priced("small", "0.0000001", "0.0000004", { contextLength: 500 }),
    priced("anyone's guess", "0.000003", "0.000015"),
    modelWith({ id: "varies", pricing: { kind: "varies" } }),
    priced("free", "0", "0", { isFree: true }),
  ];
  const costs = promptCosts(models, draft, new PastRuns());

  it("every model has one, with what is known of it", () => {
    assert.deepEqual(Object.keys(costs).toSorted(), models.map(({ id }) => id).toSorted());
    assert.ok((costs["cheap"]?.expectedUsd ?? 0) > 0);
    assert.ok((costs["cheap"]?.maxUsd ?? 0) > (costs["cheap"]?.expectedUsd ?? 0));
    assert.equal(costs["free"]?.expectedUsd, 0);
    assert.ok(costs["varies"] && !("expectedUsd" in costs["varies"]), "no figure that nobody knows");
  });

  it("a spec's judges are part of it", () => {
    const judged = (model: string) =>
      promptCosts(models, { ...draft, expect: [{ kind: "judge", criteria: "?", model }] }, new PastRuns());
    const [plain, more] = [costs["free"], judged("cheap")["free"]];
    assert.ok(plain?.judges === undefined && more?.judges === 1);
    assert.ok((more.expectedUsd ?? 0) > 0 && (more.maxUsd ?? 0) > (more.expectedUsd ?? 0));
    assert.equal(judged("free")["cheap"]?.maxUsd, costs["cheap"]?.maxUsd);
    assert.equal(judged("gone")["cheap"]?.maxUsd, undefined);
  });

  it("whether it fits is said where the context length is known", () => {
    assert.equal(costs["cheap"]?.fits, true);
    assert.equal(costs["small"]?.fits, false);
    assert.equal(costs["anyone's guess"]?.fits, undefined);
  });
});

describe("cheapestFitting", () => {
  const find = (models: readonly Model[], promptTokens = 1000, completionTokens = 500) =>
    cheapestFitting(models, { promptTokens, completionTokens })?.id;

  it("counts prompt, answer and the fee of the request", () => {
    const talker = priced("talker", "0.0000001", "0.00001");
    const reader = priced("reader", "0.000001", "0.000001");
    assert.equal(find([talker, reader]), "reader");
    assert.equal(find([talker, reader], 100_000, 10), "talker");
    const fee = modelWith({
      id: "fee",
      pricing: { kind: "known", prompt: "0.0000001", completion: "0.0000001", request: "0.01" },
    });
    assert.equal(find([fee, reader]), "reader");
  });

  it("leaves out what does not fit, costs nothing, is paid by an own key, or has no known price", () => {
    const dear = priced("dear", "0.00001", "0.00001");
    const others = [
      priced("too small", "0.0000001", "0.0000001", { contextLength: 1200 }),
      priced("free", "0", "0", { isFree: true }),
      priced("own key", "0.0000001", "0.0000001", { hasOwnKey: true }),
      modelWith({ id: "varies", pricing: { kind: "varies" } }),
      modelWith({ id: "unknown" }),
    ];
    assert.equal(find([...others, dear]), "dear");
    assert.equal(find(others), undefined);
  });
});

describe("taskAdvice", () => {
  it("names what is still offered, by whichever of its ids, and nothing else", () => {
    assert.deepEqual(
      taskAdvice([modelWith({ id: "OpenAI/GPT-4o" }), modelWith({ id: "anthropic/claude-3.5-sonnet" })]),
      [
        { task: "code-generation", modelId: "anthropic/claude-3.5-sonnet" },
        { task: "analysis", modelId: "OpenAI/GPT-4o" },
      ],
    );
    assert.deepEqual(taskAdvice([modelWith({ id: "acme/other" })]), []);
  });
});
