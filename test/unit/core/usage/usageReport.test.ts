import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as fc from "fast-check";
import type { RunCost } from "../../../../src/core/cost/usage";
import type { RunStatus } from "../../../../src/core/run/runResult";
import { usageCsv, usageJson } from "../../../../src/core/usage/exportUsage";
import { specIdOf } from "../../../../src/core/usage/usageEntry";
import {
  type LedgerRun,
  usageReport,
  type UsageQuery,
  usageRows,
} from "../../../../src/core/usage/usageReport";

/** A Wednesday, local time, whatever the zone. */
const now = new Date(2026, 10, 18, 15, 30).getTime();
const at = (day: number, hour = 12, month = 10) => new Date(2026, month, day, hour).getTime();
const week: UsageQuery = { period: "week", grouping: "model", onlyThisWorkspace: false };

let runs = 0;
function run(changes: {
  readonly at?: number;
  readonly provider?: string;
  readonly model?: string;
  readonly spec?: string;
  readonly section?: string;
  readonly workspace?: string;
  readonly cost?: RunCost;
  readonly status?: RunStatus;
  readonly expectedUsd?: number;
  readonly listUsd?: number;
  readonly isOpen?: boolean;
}): LedgerRun {
  const {
    provider = "kilocode",
    model = "acme/large-2",
    spec,
    section,
    workspace = "here",
    expectedUsd,
  } = changes;
  const { cost = { kind: "reported", usd: 0.1 }, status = "completed", listUsd, isOpen = false } = changes;
  const runId = `run ${(runs += 1)}`;
  const begun = changes.at ?? now;
  return {
    started: {
      type: "started",
      runId,
      at: begun,
      writer: { host: "h", pid: 1 },
      provider,
      model,
      workspace,
      ...(expectedUsd !== undefined && { estimate: { expectedUsd, maxUsd: expectedUsd * 4 } }),
      ...(spec !== undefined && { spec, specId: specIdOf(`id of ${spec}`, section) }),
    },
    ...(!isOpen && {
      ended: {
        type: "ended",
        runId,
        at: begun + 5,
        status,
        model,
        servedBy: "Acme",
        cost,
        totalMs: 900,
        usage: { promptTokens: 1000, completionTokens: 50, cachedPromptTokens: 400, reasoningTokens: 0 },
        attempts: [],
        ...(listUsd !== undefined && { listUsd }),
      },
    }),
  };
}
const report = (all: readonly LedgerRun[], query: Partial<UsageQuery> = {}, isRunning = false) =>
  usageReport({
    runs: all,
    query: { ...week, ...query },
    now,
    workspace: "here",
    isRunning: () => isRunning,
    providerName: (id) => (id === "kilocode" ? "Kilo" : id),
  });

describe("usageReport", () => {
  it("adds known costs exactly, by kind, and counts the others", () => {
    const { total } = report([
      ...Array.from({ length: 10 }, () => run({})),
      run({ cost: { kind: "computed", usd: 0.2 } }),
      run({ cost: { kind: "unknown", atLeastUsd: 5 }, status: "cancelled" }),
      run({ cost: { kind: "computed", usd: 0 }, status: "failed" }),
    ]);
    assert.equal(total.usd, 1.2);
    assert.deepEqual([total.reportedUsd, total.computedUsd], [1, 0.2]);
    assert.deepEqual([total.runs, total.unknownRuns], [13, 1]);
    assert.deepEqual(total.byStatus, { completed: 11, incomplete: 0, failed: 1, cancelled: 1, running: 0 });
    assert.deepEqual(
      [total.promptTokens, total.completionTokens, total.cachedPromptTokens],
      [13_000, 650, 5200],
    );
  });

  it("a run without an end goes on, or is incomplete and cost an unknown amount", () => {
    const going = report([run({ isOpen: true })], {}, true);
    assert.deepEqual([going.total.byStatus.running, going.total.unknownRuns], [1, 0]);
    assert.equal(going.rows[0]?.cost, undefined);
    const killed = report([run({ isOpen: true })]);
    assert.deepEqual([killed.total.byStatus.incomplete, killed.total.unknownRuns], [1, 1]);
    assert.deepEqual(killed.rows[0]?.cost, { kind: "unknown" });
  });

  it("a period is the hours of today, the last seven days, or the days of the month", () => {
    const all = [
      run({ at: at(18, 0) }),
      run({ at: at(18, 15) }),
      run({ at: at(17) }),
      run({ at: at(12) }),
      run({ at: at(11) }),
      run({ at: at(1) }),
      run({ at: at(30, 12, 9) }),
    ];
    const day = report(all, { period: "day" });
    assert.equal(day.total.runs, 2);
    assert.equal(day.slots.length, 24);
    assert.equal(day.groups[0]?.usdBySlot[0], 0.1);
    assert.equal(day.groups[0]?.usdBySlot[15], 0.1);
    const seven = report(all);
    assert.equal(seven.total.runs, 4);
    assert.deepEqual(
      seven.groups[0]?.usdBySlot,
      [0.1, 0, 0, 0, 0, 0.1, 0.2],
      "the twelfth to the eighteenth, today last",
    );
    const month = report(all, { period: "month" });
    assert.equal(month.total.runs, 6);
    assert.equal(month.slots.length, 30);
    assert.equal(month.from, at(1, 0));
  });

  it("what is not asked for is left out", () => {
    const all = [run({}), run({ provider: "openrouter" }), run({ workspace: "elsewhere" })];
    assert.equal(report(all).total.runs, 3);
    assert.equal(report(all, { provider: "openrouter" }).total.runs, 1);
    assert.equal(report(all, { onlyThisWorkspace: true }).total.runs, 2);
  });

  it("groups by model, provider or spec, dearest first", () => {
    const all = [
      run({ model: "a", spec: "x.md" }),
      run({ model: "b", spec: "x.md", section: "Refunds", provider: "openrouter" }),
      run({ model: "b", spec: "y.md" }),
      run({ model: "c", cost: { kind: "unknown" } }),
    ];
    const names = (query: Partial<UsageQuery>) =>
      report(all, query).groups.map(({ name, usd }) => [name, usd]);
    assert.deepEqual(names({ grouping: "model" }), [
      ["b", 0.2],
      ["a", 0.1],
      ["c", 0],
    ]);
    assert.deepEqual(names({ grouping: "provider" }), [
      ["Kilo", 0.2],
      ["openrouter", 0.1],
    ]);
    assert.deepEqual(names({ grouping: "spec" }), [
      ["x.md", 0.2],
      ["y.md", 0.1],
      ["", 0],
    ]);
    assert.deepEqual(
      report(all).topSpecs.map(({ name, runs: count }) => [name, count]),
      [
        ["x.md", 2],
        ["y.md", 1],
      ],
    );
  });

  it("two specs of one name in two places are two", () => {
    const [one, other] = [run({ spec: "a.md" }), run({ spec: "a.md" })];
    const elsewhere = { ...other, started: { ...other.started, specId: "another id" } };
    assert.equal(report([one, elsewhere], { grouping: "spec" }).groups.length, 2);
  });

  it("says how far estimates were off, where there is something to compare", () => {
    const { estimates } = report([
      run({ expectedUsd: 0.1 }),
      run({ expectedUsd: 0.08 }),
      run({ expectedUsd: 0.2 }),
      run({ expectedUsd: 0.1, cost: { kind: "unknown" } }),
      run({ expectedUsd: 0.1, status: "cancelled" }),
      run({ expectedUsd: 0 }),
      run({}),
    ]);
    assert.equal(estimates.compared, 3);
    assert.ok(Math.abs((estimates.medianDeviation ?? 0) - 0.25) < 1e-9);
    assert.deepEqual(report([]).estimates, { compared: 0 });
  });

  it("rows are newest first, with the list price where it differs by more than 5 %", () => {
    const all = [run({ at: at(16), listUsd: 0.1 }), run({ at: at(18), listUsd: 0.2 })];
    assert.deepEqual(
      report(all).rows.map(({ at: begun, differingUsd }) => [begun, differingUsd]),
      [
        [at(18), 0.2],
        [at(16), undefined],
      ],
    );
  });

  it("groups and slots always come to the total, whatever the grouping is", () => {
    const amount = fc.integer({ min: 0, max: 10_000 }).map((value) => value / 10_000);
    const one = fc.record({
      at: fc.integer({ min: at(1, 0), max: now }),
      model: fc.constantFrom("a", "b", "c"),
      provider: fc.constantFrom("kilocode", "openrouter"),
      cost: fc.oneof(
        amount.map((usd): RunCost => ({ kind: "reported", usd })),
        fc.constant<RunCost>({ kind: "unknown" }),
      ),
    });
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 40 }),
        fc.constantFrom<UsageQuery["period"]>("day", "week", "month"),
        fc.constantFrom<UsageQuery["grouping"]>("model", "provider", "spec"),
        (changes, period, grouping) => {
          const { total, groups } = report(changes.map(run), { period, grouping });
          const near = (value: number) =>
            assert.ok(Math.abs(value - total.usd) < 1e-9, `${value} ${total.usd}`);
          near(sum(groups.map(({ usd }) => usd)));
          near(sum(groups.flatMap(({ usdBySlot }) => usdBySlot)));
          assert.equal(sum(groups.map((group) => group.runs)), total.runs);
          assert.equal(sum(Object.values(total.byStatus)), total.runs);
        },
      ),
      { seed: 8, numRuns: 200 },
    );
  });
});

describe("usage exports", () => {
  const rows = usageRows({
    runs: [
      run({ spec: 'a "b", c.md', expectedUsd: 0.00000012, listUsd: 0.5 }),
      run({ spec: "=HYPERLINK(1)", cost: { kind: "unknown" }, at: at(17) }),
      run({ spec: "คืนเงิน.md", at: at(1) }),
    ],
    query: week,
    now,
    isRunning: () => false,
  });

  it("CSV: one line per run of the period, an unknown cost empty, no exponents, nothing that a spreadsheet would run", () => {
    const [head, first, second, end] = usageCsv(rows).split("\r\n");
    assert.ok(head?.startsWith("\uFEFFat,spec,provider,model,"));
    assert.match(
      first ?? "",
      /^2026-11-1[78]T.*,"a ""b"", c\.md",kilocode,acme\/large-2,Acme,0,completed,0\.00000012,0\.1,reported,0\.5,1000,50,900$/,
    );
    assert.match(second ?? "", /,'=HYPERLINK\(1\),.*,completed,,,unknown,,1000,50,900$/);
    assert.equal(end, "");
  });

  it("JSON: the same, what is not known is absent", () => {
    const parsed = JSON.parse(usageJson(rows)) as Record<string, unknown>[];
    assert.equal(parsed.length, 2);
    assert.equal(parsed[0]?.["costUsd"], 0.1);
    assert.ok(!("costUsd" in (parsed[1] ?? {})));
  });
});
