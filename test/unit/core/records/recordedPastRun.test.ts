import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { promptTokens, sizeOfPrompt } from "../../../../src/core/cost/tokenRates";
import { recordedPastRun, recordedSpecId } from "../../../../src/core/records/recordedPastRun";
import type { RunRecord } from "../../../../src/core/records/runRecord";
import { PastRuns } from "../../../../src/core/usage/pastRuns";
import { sampleRecord } from "./sampleRecord";

const model = { provider: "kilocode", model: "a/b" };
const size = sizeOfPrompt(["Be brief.", "# Do\n\n```ts\nx\n```\n"]);
const learned = (record: RunRecord) => {
  const past = new PastRuns();
  const run = recordedPastRun(record);
  if (run) past.add(run);
  return past;
};
const withUsage = (change: Partial<NonNullable<RunRecord["result"]["usage"]>>) => {
  const { result } = sampleRecord();
  return sampleRecord({ result: { ...result, usage: { ...(result.usage ?? assert.fail()), ...change } } });
};

describe("recordedPastRun", () => {
  it("teaches what a run of the ledger does: tokens of its prompt, and the length of its answer", () => {
    const specId = recordedSpecId("docs/checkout.md", { section: "Refunds" });
    const { rates, spec, completionTokens } = learned(withUsage({ promptTokens: 40 })).basis(
      model,
      undefined,
      specId,
    );
    assert.equal(rates.learnedFrom, 1);
    assert.equal(completionTokens, 546);
    const [before, after] = [new PastRuns().basis(model, undefined).rates, rates].map((one) =>
      promptTokens(size, one, spec),
    );
    assert.ok(Math.abs((after ?? 0) - 40) < Math.abs((before ?? 0) - 40), `${before} ${after}`);
  });

  it("the whole spec and its parts are told apart", () => {
    const ids = [{}, { section: "A" }, { section: "B" }, { section: "A", sameAbove: 1 }].map((part) =>
      recordedSpecId("a.md", part),
    );
    assert.equal(new Set(ids).size, 4);
    assert.equal(recordedSpecId("a.md", { section: "A", sameAbove: 0 }), ids[1]);
  });

  it("a request that something was taken out of says nothing about tokens", () => {
    const { request } = sampleRecord();
    const past = learned(sampleRecord({ request: { ...request, isRedacted: true } }));
    const { rates, completionTokens } = past.basis(model, undefined);
    assert.deepEqual([rates.learnedFrom, completionTokens], [0, undefined]);
    assert.equal(past.basis(model, undefined, "another.md").completionTokens, 546);
  });

  it("counts that can be none teach nothing", () => {
    for (const broken of [{ promptTokens: Infinity }, { promptTokens: -5 }, { completionTokens: 0.5 }]) {
      const { rates, completionTokens } = learned(withUsage(broken)).basis(model, undefined, "another.md");
      assert.deepEqual([rates.learnedFrom, completionTokens], [0, undefined], JSON.stringify(broken));
    }
  });

  it("an estimate is held against the cost of its own request only", () => {
    const deviation = (record: RunRecord) => learned(record).ownRuns(model)?.medianDeviation;
    assert.ok((deviation(sampleRecord()) ?? 1) < 0.05);
    const { result } = sampleRecord();
    const attempts = [...result.attempts, ...result.attempts];
    assert.equal(deviation(sampleRecord({ result: { ...result, attempts } })), undefined);
  });

  it("a request that somebody wrote by hand is none to learn from", () => {
    const { request } = sampleRecord();
    for (const body of [undefined, "x", { model: "a/b", messages: [{ content: 1 }] }])
      assert.equal(recordedPastRun(sampleRecord({ request: { ...request, body } })), undefined);
  });
});
