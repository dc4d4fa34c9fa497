import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as fc from "fast-check";
import type { RunCost } from "../../../../src/core/cost/usage";
import { localDay, localMonth } from "../../../../src/core/usage/localDay";
import { parseUsageEntry, type RunEnded, type RunStarted } from "../../../../src/core/usage/usageEntry";
import { UsageRuns } from "../../../../src/core/usage/usageRuns";

const started = (runId: string, at = 100): RunStarted => ({
  type: "started",
  runId,
  at,
  writer: { host: "here", pid: 7 },
  provider: "kilo",
  model: "openai/gpt-4o",
  estimate: { expectedUsd: 0.01, maxUsd: 0.05 },
  spec: "docs/checkout.md",
});
const ended = (runId: string, cost: RunCost, at = 101): RunEnded => ({
  type: "ended",
  runId,
  at,
  status: "completed",
  model: "openai/gpt-4o",
  cost,
  attempts: [{ provider: "kilo", model: "openai/gpt-4o" }],
});
const usd = (amount: number): RunCost => ({ kind: "reported", usd: amount });
const never = () => false;

describe("UsageRuns", () => {
  const sumOf = (
    entries: readonly (RunStarted | RunEnded)[],
    isRunning: (run: RunStarted) => boolean = never,
  ) => {
    const runs = new UsageRuns();
    for (const entry of entries) runs.add(entry);
    return runs.sum(0, 1000, isRunning);
  };

  it("adds up what is known and counts what is not", () => {
    const entries = [
      started("a"),
      ended("a", usd(0.1)),
      started("b"),
      ended("b", usd(0.2)),
      started("c"),
      ended("c", { kind: "unknown" }),
    ];
    assert.deepEqual(sumOf(entries), { usd: 0.3, unknownRuns: 1, runs: 3 });
  });

  it("the most that can have been spent counts the worst case of what is open or unknown", () => {
    const runs = new UsageRuns();
    const entries = [
      started("a"),
      ended("a", usd(0.1)),
      started("b"),
      started("c"),
      ended("c", { kind: "unknown" }),
      started("later", 2000),
    ];
    for (const entry of entries) runs.add(entry);
    assert.equal(runs.mostSpent(0, 1000), 0.2);
    assert.equal(runs.mostSpent(0, Infinity), 0.25);
  });

  it("a run that was begun and never ended cost an unknown amount, unless it is still going", () => {
    assert.deepEqual(sumOf([started("a")]), { usd: 0, unknownRuns: 1, runs: 1 });
    assert.deepEqual(
      sumOf([started("a")], () => true),
      { usd: 0, unknownRuns: 0, runs: 0 },
    );
  });

  it("the order and the repetition of lines change nothing", () => {
    const entries = [started("a"), ended("a", usd(0.1)), started("b"), ended("b", usd(0.2)), started("c")];
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...entries, ...entries], { minLength: 2 * entries.length }),
        (lines) => {
          assert.deepEqual(sumOf(lines), { usd: 0.3, unknownRuns: 1, runs: 3 });
        },
      ),
      { seed: 3, numRuns: 100 },
    );
  });

  it("a run belongs to the time it was begun in", () => {
    const runs = new UsageRuns();
    for (const entry of [
      started("a", 99),
      ended("a", usd(1), 150),
      started("b", 100),
      ended("b", usd(2), 250),
    ])
      runs.add(entry);
    assert.deepEqual(runs.sum(100, 200, never), { usd: 2, unknownRuns: 0, runs: 1 });
  });

  it("a run whose first line was lost counts all the same", () => {
    assert.deepEqual(sumOf([ended("a", usd(0.1))]), { usd: 0.1, unknownRuns: 0, runs: 1 });
  });
});

describe("parseUsageEntry", () => {
  it("reads back what was written, without the envelope", () => {
    for (const entry of [started("a"), ended("a", usd(0.1)), ended("a", { kind: "unknown" })])
      assert.deepEqual(parseUsageEntry(JSON.parse(JSON.stringify({ v: 1, by: "w", n: 1, ...entry }))), entry);
  });

  it("takes no amount that is none", () => {
    for (const amount of [-1, "0.1", null])
      assert.equal(
        parseUsageEntry({ ...ended("a", usd(0)), cost: { kind: "reported", usd: amount } }),
        undefined,
      );
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        parseUsageEntry(data);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe("localDay", () => {
  it("holds its own moment and ends where the next one begins", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (now) => {
        const { from, to } = localDay(now);
        assert.ok(from <= now && now < to);
        assert.equal(localDay(to).from, to);
        assert.equal(new Date(from).getHours(), new Date(from).getMinutes());
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("names its month", () => {
    assert.equal(localMonth(new Date(2026, 2, 31, 23, 59).getTime()), "2026-03");
    assert.equal(localMonth(new Date(2026, 11, 1).getTime()), "2026-12");
  });
});
