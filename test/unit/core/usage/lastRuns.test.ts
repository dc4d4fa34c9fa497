import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { EndedRun } from "../../../../src/core/usage/endedRun";
import { LastRuns } from "../../../../src/core/usage/lastRuns";

const run = (
  specId: string | undefined,
  at: number,
  change: Partial<EndedRun["ended"]> = {},
  hop = 0,
): EndedRun => ({
  started: {
    type: "started",
    runId: `${specId} ${at}`,
    at: at - 10,
    writer: { host: "h", pid: 1 },
    provider: "kilocode",
    model: "a/b",
    ...(specId !== undefined && { specId }),
    ...(hop > 0 && { hop }),
  },
  ended: {
    type: "ended",
    runId: `${specId} ${at}`,
    at,
    status: "completed",
    model: "a/b",
    cost: { kind: "reported", usd: at / 1000 },
    attempts: [],
    ...change,
  },
});

describe("LastRuns", () => {
  it("keeps the one that ended last of each part, whatever the order of the lines", () => {
    const last = new LastRuns();
    for (const one of [run("file#a", 20), run("file#a", 10), run("file", 5), run(undefined, 99)])
      last.add(one);
    assert.equal(last.of("file#a")?.at, 20);
    assert.equal(last.of("file#a")?.runId, "file#a 20");
    assert.equal(last.of("file")?.at, 5);
    assert.equal(last.of("file#b"), undefined);
    assert.equal(last.hasParts("file"), true);
    assert.equal(last.hasParts("other"), false);
  });

  it("knows why a run failed, and whether another one answered", () => {
    const last = new LastRuns();
    const attempts = [{ provider: "kilocode", model: "a/b", error: "rate-limited" }];
    last.add(run("file", 1, { status: "failed", cost: { kind: "unknown" }, attempts }));
    assert.equal(last.of("file")?.error, "rate-limited");
    last.add(run("file", 2, {}, 1));
    assert.equal(last.of("file")?.isFallback, true);
    assert.equal(last.of("file")?.error, undefined);
  });
});
