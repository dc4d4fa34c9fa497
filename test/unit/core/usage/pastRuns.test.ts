import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { recordOfPrompt } from "../../../../src/core/cost/promptRecord";
import { promptTokens, sizeOfPrompt } from "../../../../src/core/cost/tokenRates";
import type { RunCost } from "../../../../src/core/cost/usage";
import type { RunStatus } from "../../../../src/core/run/runResult";
import type { EndedRun } from "../../../../src/core/usage/endedRun";
import { PastRuns } from "../../../../src/core/usage/pastRuns";

const model = { provider: "kilocode", model: "acme/large-2" };
const size = sizeOfPrompt([
  "You are told what to do.",
  "# สเปก\n\nเขียนฟังก์ชันคืนเงินให้ลูกค้า แล้วเขียนเทสต์ด้วย\n".repeat(20),
]);

function run(changes: {
  readonly model?: string;
  readonly specId?: string;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly status?: RunStatus;
  readonly finishReason?: string;
  readonly cost?: RunCost;
  readonly counter?: number;
}): EndedRun {
  const {
    specId,
    status = "completed",
    finishReason = "stop",
    cost = { kind: "reported", usd: 0.012 },
  } = changes;
  const asked = changes.model ?? model.model;
  const prompt = recordOfPrompt(size);
  return {
    started: {
      type: "started",
      runId: "r",
      at: 0,
      writer: { host: "h", pid: 1 },
      provider: model.provider,
      model: asked,
      estimate: { expectedUsd: 0.01, maxUsd: 0.05 },
      prompt: { ...prompt, counter: changes.counter ?? prompt.counter },
      ...(specId !== undefined && { specId }),
    },
    ended: {
      type: "ended",
      runId: "r",
      at: 1,
      status,
      finishReason,
      model: asked,
      cost,
      usage: {
        promptTokens: changes.promptTokens ?? 1000,
        completionTokens: changes.completionTokens ?? 300,
        cachedPromptTokens: 0,
        reasoningTokens: 0,
      },
      attempts: [],
    },
  };
}
const past = (...runs: readonly EndedRun[]) => {
  const all = new PastRuns();
  for (const each of runs) all.add(each);
  return all;
};
const usual = (all: PastRuns, spec?: string, of = model) => all.basis(of, "o200k", spec).completionTokens;

describe("PastRuns: prompts", () => {
  it("what a model charged for a text is what it is expected to charge again", () => {
    const all = past(...Array.from({ length: 6 }, () => run({ promptTokens: 2000 })));
    const { rates } = all.basis(model, "o200k");
    assert.equal(rates.learnedFrom, 6);
    const again = promptTokens(size, rates);
    assert.ok(Math.abs(again / 2000 - 1) < 0.03, String(again));
  });

  it("another model, and the same at another provider, have learned nothing", () => {
    const all = past(run({}));
    for (const other of [
      { ...model, model: "acme/small" },
      { ...model, provider: "openrouter" },
    ])
      assert.equal(all.basis(other, "o200k").rates.learnedFrom, 0);
  });

  it("a run without usage, and one that was counted in another way, teach nothing about prompts", () => {
    const { ended, started } = run({});
    const { usage: _none, ...without } = ended;
    const all = past({ started, ended: without }, run({ counter: 0 }));
    assert.equal(all.basis(model, "o200k").rates.learnedFrom, 0);
  });

  it("remembers no more than it needs, and the latest", () => {
    const old = Array.from({ length: 100 }, () => run({ promptTokens: 4000 }));
    const recent = Array.from({ length: 64 }, () => run({ promptTokens: 1000 }));
    const { rates } = past(...old, ...recent).basis(model, "o200k");
    assert.equal(rates.learnedFrom, 64);
    assert.ok(promptTokens(size, rates) < 1050);
  });
});

describe("PastRuns: answers", () => {
  it("are as long as those of the same spec with the same model, the middle one", () => {
    const all = past(
      run({ specId: "a", completionTokens: 100 }),
      run({ specId: "a", completionTokens: 900 }),
      run({ specId: "a", completionTokens: 200 }),
      run({ specId: "b", completionTokens: 5000 }),
      run({ specId: "a", model: "acme/small", completionTokens: 5000 }),
    );
    assert.equal(usual(all, "a"), 200);
  });

  it("else as those of the same spec with any model, else as those of the same model", () => {
    const all = past(
      run({ specId: "a", model: "acme/small", completionTokens: 700 }),
      run({ specId: "b", completionTokens: 300 }),
      run({ completionTokens: 20 }),
    );
    assert.equal(usual(all, "a"), 700);
    assert.equal(usual(all, "new"), 300, "a message of the chat says nothing about specs");
    assert.equal(usual(all), 20);
    assert.equal(usual(all, "new", { ...model, model: "acme/unheard-of" }), undefined);
  });

  it("that broke off or were stopped say nothing; one that was cut off at the limit does", () => {
    const all = past(
      run({ specId: "a", status: "cancelled", completionTokens: 5 }),
      run({ specId: "a", status: "incomplete", finishReason: "error", completionTokens: 5 }),
      run({ specId: "a", status: "failed", completionTokens: 5 }),
    );
    assert.equal(usual(all, "a"), undefined);
    all.add(run({ specId: "a", status: "incomplete", finishReason: "length", completionTokens: 4000 }));
    assert.equal(usual(all, "a"), 4000);
  });
});

describe("PastRuns: own runs", () => {
  it("how many there were, how many were whole, and how far their cost was from the estimate", () => {
    const all = past(
      run({}),
      run({ cost: { kind: "computed", usd: 0.011 } }),
      run({ cost: { kind: "unknown" } }),
      run({ status: "failed", cost: { kind: "computed", usd: 0 } }),
    );
    const own = all.ownRuns(model);
    assert.equal(own?.runs, 4);
    assert.equal(own?.completed, 3);
    assert.ok(Math.abs((own?.medianDeviation ?? 0) - 0.15) < 1e-9);
    assert.equal(all.ownRuns({ ...model, model: "acme/small" }), undefined);
  });

  it("can be forgotten, one model or all", () => {
    const all = past(run({ specId: "a" }), run({ specId: "a", model: "acme/small" }));
    all.forget(model);
    assert.equal(all.ownRuns(model), undefined);
    assert.equal(all.ownRuns({ ...model, model: "acme/small" })?.runs, 1);
    all.forget();
    assert.equal(all.ownRuns({ ...model, model: "acme/small" }), undefined);
    assert.equal(usual(all, "a"), undefined);
  });
});
