import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as fc from "fast-check";
import type { RunCost } from "../../../../src/core/cost/usage";
import { localDay, localMonth } from "../../../../src/core/usage/localDay";
import {
  parseUsageEntry,
  type RunEnded,
  type RunStarted,
  specIdOf,
} from "../../../../src/core/usage/usageEntry";
import { UsageSums } from "../../../../src/core/usage/usageSums";

/** Local ones, whatever the zone. */
const noon = new Date(2026, 2, 31, 12).getTime();
const nextNoon = new Date(2026, 3, 1, 12).getTime();

const started = (runId: string, at = noon): RunStarted => ({
  type: "started",
  runId,
  at,
  writer: { host: "here", pid: 7 },
  provider: "kilo",
  model: "openai/gpt-4o",
  estimate: { expectedUsd: 0.01, maxUsd: 0.05 },
  spec: "docs/checkout.md",
});
const ended = (runId: string, cost: RunCost, at = noon + 1): RunEnded => ({
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

describe("UsageSums", () => {
  const sumOf = (
    entries: readonly (RunStarted | RunEnded)[],
    isRunning: (run: RunStarted) => boolean = never,
  ) => {
    const sums = new UsageSums();
    for (const entry of entries) sums.add(entry);
    return sums.sumOfDay(noon, isRunning);
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
    const sums = new UsageSums();
    const entries = [
      started("a"),
      ended("a", usd(0.1)),
      started("b"),
      started("c"),
      ended("c", { kind: "unknown" }),
      started("later", nextNoon),
    ];
    for (const entry of entries) sums.add(entry);
    assert.equal(sums.mostSpent({ kind: "day", at: noon }), 0.2);
    assert.equal(sums.mostSpent({ kind: "all" }), 0.25);
    assert.equal(sums.mostSpent({ kind: "all" }, "later"), 0.2, "a run is not held against itself");
    assert.equal(sums.mostSpent({ kind: "all" }, "a"), 0.25, "once it has ended it counts");
  });

  it("the most that can have been spent is known by provider, and by spec with all its sections", () => {
    const sums = new UsageSums();
    const entries = [
      { ...started("a"), specId: specIdOf("x") },
      ended("a", usd(0.1)),
      { ...started("b"), provider: "other", specId: specIdOf("x", "part") },
      { ...started("c"), specId: specIdOf("y") },
      ended("c", usd(1)),
    ];
    for (const entry of entries) sums.add(entry);
    assert.equal(sums.mostSpent({ kind: "provider", provider: "kilo" }), 1.1);
    assert.equal(sums.mostSpent({ kind: "provider", provider: "other" }), 0.05);
    assert.equal(sums.mostSpent({ kind: "provider", provider: "none" }), 0);
    assert.equal(sums.mostSpent({ kind: "spec", specId: "x" }), 0.15);
    assert.equal(sums.mostSpent({ kind: "spec", specId: specIdOf("x", "another part") }), 0.15);
    assert.equal(sums.mostSpent({ kind: "spec", specId: "y" }), 1);
  });

  it("an answer that was stopped late may have cost more than its estimate", () => {
    const sums = new UsageSums();
    for (const entry of [started("a"), ended("a", { kind: "unknown", atLeastUsd: 0.07 })]) sums.add(entry);
    assert.equal(sums.mostSpent({ kind: "all" }), 0.07);
  });

  it("a run that was begun and never ended cost an unknown amount, unless it is still going", () => {
    assert.deepEqual(sumOf([started("a")]), { usd: 0, unknownRuns: 1, runs: 1 });
    assert.deepEqual(
      sumOf([started("a")], () => true),
      { usd: 0, unknownRuns: 0, runs: 0 },
    );
  });

  it("the order of lines changes nothing", () => {
    const entries = [started("a"), ended("a", usd(0.1)), started("b"), ended("b", usd(0.2)), started("c")];
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (lines) => {
        assert.deepEqual(sumOf(lines), { usd: 0.3, unknownRuns: 1, runs: 3 });
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it("a run belongs to the day it was begun on", () => {
    const sums = new UsageSums();
    for (const entry of [started("a"), ended("a", usd(1), nextNoon), started("b", nextNoon)]) sums.add(entry);
    assert.deepEqual(sums.sumOfDay(noon, never), { usd: 1, unknownRuns: 0, runs: 1 });
    assert.deepEqual(sums.sumOfDay(nextNoon, never), { usd: 0, unknownRuns: 1, runs: 1 });
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
