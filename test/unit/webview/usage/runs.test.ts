import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { UsageRow } from "../../../../src/core/usage/usageReport";
import { runCost, runCostKind, runServedBy, runTokens } from "../../../../src/webview/usage/runText";
import { sortRuns } from "../../../../src/webview/usage/sortRuns";

const bare: UsageRow = { runId: "r", at: 0, provider: "kilo", model: "m", status: "completed", hop: 0 };
const row = (change: Partial<UsageRow>): UsageRow => ({ ...bare, ...change });

describe("cost of a run", () => {
  const rows: readonly (readonly [Partial<UsageRow>, string, string])[] = [
    [{ status: "running", expectedUsd: 0.01 }, "–", ""],
    [{ cost: { kind: "reported", usd: 0.0118 }, expectedUsd: 0.01 }, "$0.0118", "reported"],
    [{ cost: { kind: "computed", usd: 1.5 }, expectedUsd: 1 }, "$1.50", "computed"],
    [{ cost: { kind: "computed", usd: 1.5 } }, "$1.50", "computed"],
    [{ cost: { kind: "reported", usd: 0 }, expectedUsd: 0 }, "free", "reported"],
    [{ cost: { kind: "computed", usd: 0 }, expectedUsd: 0.01 }, "not billed", ""],
    [{ cost: { kind: "computed", usd: 0 } }, "not billed", ""],
    [{ cost: { kind: "unknown" } }, "unknown", "no price"],
    [{ cost: { kind: "unknown" }, expectedUsd: 0.01 }, "unknown", "not reported"],
    [{ cost: { kind: "unknown", atLeastUsd: 0.002 }, expectedUsd: 0.01 }, "unknown", "at least $0.0020"],
  ];
  for (const [change, cost, kind] of rows) {
    it(`${JSON.stringify(change)} is ${cost}, ${kind}`, () => {
      assert.equal(runCost(row(change)), cost);
      assert.equal(runCostKind(row(change)), kind);
    });
  }
});

describe("figures of a run", () => {
  it("has tokens in and out, none, or none that were counted", () => {
    assert.equal(runTokens(row({ promptTokens: 1215, completionTokens: 546 })), "1.2k → 546");
    assert.equal(runTokens(row({ promptTokens: 640 })), "640 → 0");
    assert.equal(runTokens(row({ promptTokens: 0, completionTokens: 0 })), "0");
    assert.equal(runTokens(bare), "–");
  });

  it("counts hops from 1", () => {
    assert.equal(runServedBy(row({ servedBy: "Azure" })), "Azure");
    assert.equal(runServedBy(row({ servedBy: "Azure", hop: 3 })), "Azure, hop 4");
    assert.equal(runServedBy(row({ hop: 1 })), "hop 2");
    assert.equal(runServedBy(bare), "–");
  });
});

describe("sortRuns", () => {
  const rows = [
    row({ runId: "running", at: 6 }),
    row({ runId: "cheap", at: 5, cost: { kind: "reported", usd: 0.01 } }),
    row({ runId: "unknown", at: 4, cost: { kind: "unknown", atLeastUsd: 9 } }),
    row({ runId: "dear", at: 3, cost: { kind: "computed", usd: 2 } }),
    row({ runId: "cheap too", at: 2, cost: { kind: "reported", usd: 0.01 } }),
    row({ runId: "free", at: 1, cost: { kind: "reported", usd: 0 } }),
  ];
  const sorted = (by: "time" | "cost", direction: "ascending" | "descending") =>
    sortRuns(rows, { by, direction }).map(({ runId }) => runId);

  it("puts unknown cost last in both directions", () => {
    assert.deepEqual(sorted("cost", "descending"), [
      "dear",
      "cheap",
      "cheap too",
      "free",
      "running",
      "unknown",
    ]);
    assert.deepEqual(sorted("cost", "ascending"), [
      "free",
      "cheap",
      "cheap too",
      "dear",
      "running",
      "unknown",
    ]);
  });

  it("goes by time in both directions", () => {
    assert.deepEqual(sorted("time", "descending"), [
      "running",
      "cheap",
      "unknown",
      "dear",
      "cheap too",
      "free",
    ]);
    assert.deepEqual(sorted("time", "ascending"), [
      "free",
      "cheap too",
      "dear",
      "unknown",
      "cheap",
      "running",
    ]);
  });
});
