import assert from "node:assert/strict";
import { recordCost } from "../../../../src/core/records/recordCost";
import { recordMark } from "../../../../src/core/records/recordMark";
import type { RunRecord } from "../../../../src/core/records/runRecord";
import { sampleRecord } from "./sampleRecord";

const free: RunRecord["pricing"] = { kind: "known", prompt: "0", completion: "0" };
const costing = (cost: RunRecord["result"]["cost"], pricing?: RunRecord["pricing"]) => {
  const record = sampleRecord();
  return recordCost({ result: { ...record.result, cost }, ...(pricing && { pricing }) });
};
const marked = (change: Partial<RunRecord["result"]>) =>
  recordMark({ result: { ...sampleRecord().result, ...change } });

describe("what a recorded run has cost", () => {
  it("is never a bare figure, and never 0 where nothing is known", () => {
    assert.equal(costing({ kind: "computed", usd: 0.0118 }), "$0.0118 computed");
    assert.equal(costing({ kind: "unknown" }), "cost unknown");
    assert.equal(costing({ kind: "unknown", atLeastUsd: 0.01 }, free), "cost unknown, at least $0.0100");
    assert.equal(costing({ kind: "reported", usd: 0 }), "not billed");
    assert.equal(costing({ kind: "reported", usd: 0 }, free), "free");
    assert.equal(costing({ kind: "unknown" }, free), "free");
  });
});

describe("what a recorded run came to", () => {
  it("is told at a glance", () => {
    assert.equal(marked({}), "doubtful");
    assert.equal(marked({ expect: [] }), "passed");
    assert.equal(
      marked({ expect: [{ expectation: { kind: "contains", text: "a" }, state: "skipped" }] }),
      "doubtful",
    );
    assert.equal(marked({ status: "incomplete" }), "doubtful");
    assert.equal(marked({ status: "failed" }), "failed");
    assert.equal(marked({ status: "cancelled" }), "stopped");
  });
});
