import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { sizeOfPrompt } from "../../../src/core/cost/tokenRates";
import type { RunResult } from "../../../src/core/run/runResult";
import { StorageNotices } from "../../../src/host/storageNotices";
import { UsageLedger } from "../../../src/host/usageLedger";
import { WriterLiveness } from "../../../src/host/writerLiveness";
import { silentLog } from "../../fakes/silentLog";

const estimate = {
  promptTokens: 5,
  maxCompletionTokens: 100,
  expectedUsd: 0.01,
  maxUsd: 0.05,
  kind: "known",
  calibratedFrom: 0,
  expectedCompletionTokens: 50,
} as const;

describe("UsageLedger", () => {
  let root: string;
  let folder: string;
  let living: Set<number>;
  let ledgers: UsageLedger[];
  let shown: string[];
  let now: number;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "smartspec-usage-"));
    folder = path.join(root, "usage");
    [living, ledgers, shown] = [new Set(), [], []];
    now = new Date(2026, 2, 31, 12).getTime();
  });
  afterEach(async () => {
    for (const ledger of ledgers) ledger.dispose();
    await rm(root, { recursive: true, force: true });
  });

  const open = () => {
    const pid = ledgers.length + 1;
    living.add(pid);
    const window = { id: `window-${pid}`, host: "here", pid };
    const clock = { now: () => now };
    const ledger = new UsageLedger(folder, {
      window,
      clock,
      liveness: new WriterLiveness(window, clock, (id) => living.has(id)),
      notices: new StorageNotices((sentence) => void shown.push(sentence), silentLog),
      workspace: () => "here",
    });
    ledgers.push(ledger);
    return ledger;
  };
  const run = (runId: string) => ({
    runId,
    provider: "kilo",
    model: "m",
    estimate,
    spec: "a.md",
    specId: "a",
    size: sizeOfPrompt(["a spec of which the ledger holds figures only"]),
    hop: 0,
  });
  const spending = (ledger: UsageLedger) => ledger.spending({ provider: "kilo", specId: "a" });
  const result = (cost: RunResult["cost"]): RunResult => ({
    status: "completed",
    text: "what was answered",
    provider: "kilo",
    model: "m",
    cost,
    timing: { totalMs: 5 },
    attempts: [{ provider: "kilo", model: "m" }],
  });
  const usd = (amount: number) => result({ kind: "reported", usd: amount });

  it("every window sees what all windows have spent today", async () => {
    const [a, b] = [open(), open()];
    await a.started(run("one"));
    a.ended("one", usd(0.25));
    await b.started(run("two"));
    b.ended("two", result({ kind: "unknown" }));
    await Promise.all([a.flush(), b.flush()]);
    const sum = { usd: 0.25, unknownRuns: 1, runs: 2 };
    for (const ledger of [a, b, open()]) assert.deepEqual(await ledger.today(), sum);
    await a.started(run("three"));
    a.ended("three", usd(0.25));
    await a.flush();
    assert.deepEqual(await b.today(), { usd: 0.5, unknownRuns: 1, runs: 3 });
  });

  it("what budgets are held against is the worst case of all windows, by day and month", async () => {
    now = new Date(2026, 2, 30, 12).getTime();
    const [a, b] = [open(), open()];
    await a.started(run("yesterday"));
    a.ended("yesterday", usd(1));
    now = new Date(2026, 2, 31, 12).getTime();
    await a.started(run("known"));
    a.ended("known", usd(0.25));
    await a.started(run("going on"));
    await b.started(run("unknown"));
    b.ended("unknown", result({ kind: "unknown" }));
    await Promise.all([a.flush(), b.flush()]);
    for (const ledger of [a, b])
      assert.deepEqual(await spending(ledger), { day: 0.35, month: 1.35, provider: 1.35, spec: 1.35 });
    assert.deepEqual(await b.spending({ provider: "other", except: "going on" }), {
      day: 0.3,
      month: 1.3,
      provider: 0,
      spec: 0,
    });
  });

  it("a run is on disk before its request leaves, and counts as unknown when its window is killed", async () => {
    const [a, b] = [open(), open()];
    await a.started(run("one"));
    assert.match(await readFile(path.join(folder, "2026-03.jsonl"), "utf8"), /"type":"started"/);
    assert.deepEqual(await b.today(), { usd: 0, unknownRuns: 0, runs: 0 }, "it is still going");
    living.delete(1);
    assert.deepEqual(await b.today(), { usd: 0, unknownRuns: 1, runs: 1 });
  });

  it("a run that ended by a bug cost an unknown amount", async () => {
    const a = open();
    await a.started(run("one"));
    a.ended("one");
    assert.deepEqual(await a.today(), { usd: 0, unknownRuns: 1, runs: 1 });
  });

  it("a run over midnight at the end of a month belongs to the day and the month it was begun in", async () => {
    const a = open();
    now = new Date(2026, 2, 31, 23, 59).getTime();
    await a.started(run("one"));
    now = new Date(2026, 3, 1, 0, 1).getTime();
    a.ended("one", usd(0.25));
    await a.flush();
    assert.deepEqual(await a.today(), { usd: 0, unknownRuns: 0, runs: 0 });
    assert.deepEqual(await readdir(folder), ["2026-03.jsonl"]);
    assert.equal((await open().today(new Date(2026, 2, 31, 13).getTime())).usd, 0.25);
  });

  it("holds names and figures, and nothing of what was asked or answered", async () => {
    const a = open();
    await a.started(run("one"));
    a.ended("one", usd(0.25));
    await a.flush();
    const text = await readFile(path.join(folder, "2026-03.jsonl"), "utf8");
    assert.ok(text.includes('"spec":"a.md"'));
    assert.ok(!text.includes("what was answered") && !text.includes("figures only"));
  });

  describe("what runs teach", () => {
    const counted = (promptTokens: number, completionTokens: number): RunResult => ({
      ...usd(0.02),
      usage: { promptTokens, completionTokens, cachedPromptTokens: 0, reasoningTokens: 0 },
    });
    const kilo = { provider: "kilo", model: "m" };
    const basis = async (ledger: UsageLedger, spec?: string) => {
      // Windows look at what others have learned once a second.
      now += 1000;
      return (await ledger.past()).basis(kilo, "o200k", spec);
    };

    it("is known to every window, also those that open in the next month", async () => {
      const [a, b] = [open(), open()];
      for (const runId of ["one", "two", "three"]) {
        await a.started(run(runId));
        a.ended(runId, counted(100, 700));
      }
      await a.flush();
      now = new Date(2026, 3, 2, 12).getTime();
      for (const ledger of [b, open()]) {
        const { rates, completionTokens } = await basis(ledger, "a");
        assert.equal(rates.learnedFrom, 3);
        assert.equal(completionTokens, 700);
        assert.deepEqual((await ledger.past()).ownRuns(kilo), { runs: 3, completed: 3, medianDeviation: 1 });
      }
    });

    it("costs no look at the disk with every letter that is typed", async () => {
      const [a, b] = [open(), open()];
      assert.equal((await basis(b)).rates.learnedFrom, 0);
      await a.started(run("one"));
      a.ended("one", counted(100, 700));
      await a.flush();
      now += 999;
      assert.equal((await b.past()).ownRuns(kilo), undefined);
      now += 1;
      assert.equal((await b.past()).ownRuns(kilo)?.runs, 1);
    });

    it("is forgotten by every window when the user says so; the sums stay", async () => {
      const [a, b] = [open(), open()];
      await a.started(run("one"));
      a.ended("one", counted(100, 700));
      await a.flush();
      assert.equal((await basis(b)).rates.learnedFrom, 1);
      await b.forgetLessons({ provider: "other", model: "m" });
      assert.equal((await basis(a)).rates.learnedFrom, 1, "another model's lessons are not this one's");
      await b.forgetLessons(kilo);
      for (const ledger of [a, b, open()]) {
        assert.equal((await basis(ledger)).rates.learnedFrom, 0);
        assert.equal((await ledger.today()).usd, 0.02);
      }
    });
  });

  it("what cannot be written is counted all the same, told once, and written later", async () => {
    await writeFile(folder, "in the way");
    const a = open();
    await a.started(run("one"));
    a.ended("one", usd(0.25));
    await a.flush();
    assert.deepEqual(await a.today(), { usd: 0.25, unknownRuns: 0, runs: 1 });
    assert.equal(shown.length, 1);
    await rm(folder);
    await a.flush();
    assert.deepEqual(await open().today(), { usd: 0.25, unknownRuns: 0, runs: 1 });
  });
});
