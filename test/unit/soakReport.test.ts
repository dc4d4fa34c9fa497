import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type MemorySample, problemsOf, type SoakReport } from "../soak/soakReport";

/** As a soak without any fault sees it: code is loaded at first, then nothing grows but by a little noise. */
function reportOf(
  change: Partial<SoakReport> & { readonly perRun?: Partial<MemorySample> } = {},
): SoakReport {
  const { perRun, ...rest } = change;
  const memory = [0, 50, 100, 150, 200, 250, 300].map((runs, index) => ({
    runs,
    heap: 58_000_000 + (index === 1 ? 2_500_000 : 0) + (index % 2) * 50_000 + runs * (perRun?.heap ?? 0),
    rss: 190_000_000,
    functions: 101_000 + (index >= 2 ? 800 : 0) + (index % 2) * 20 + runs * (perRun?.functions ?? 0),
  }));
  return {
    seed: 1,
    runs: [],
    stops: {},
    viewReloads: 0,
    losses: [],
    lostCharacters: 0,
    hung: [],
    warnings: [],
    handles: { before: { resources: {}, descriptors: {} }, after: { resources: {}, descriptors: {} } },
    objects: { before: {}, after: {} },
    memory,
    ...rest,
  };
}

describe("what a soak is judged by", () => {
  it("code that is loaded once, and noise, are no leak", () => {
    assert.deepEqual(problemsOf(reportOf()), []);
  });

  it("a listener, or some kilobytes, that each run leaves behind are", () => {
    assert.match(
      problemsOf(reportOf({ perRun: { functions: 1 } })).join("\n"),
      /each run leaves 1\.\d\d closures/,
    );
    assert.match(problemsOf(reportOf({ perRun: { heap: 4000 } })).join("\n"), /each run leaves \d+ bytes/);
  });

  it("so are a handle that stays open, a run that hangs, a warning and a lost text", () => {
    const after = { resources: { Timeout: 1 }, descriptors: {} };
    const before = { resources: {}, descriptors: {} };
    const report = reportOf({
      handles: { before, after },
      objects: { before: { Response: 0 }, after: { Response: 40 } },
      hung: ["run 3"],
      warnings: ["MaxListenersExceededWarning"],
      losses: ["run 4: 3 characters"],
    });
    assert.deepEqual(problemsOf(report), [
      "run 4: 3 characters",
      "run 3 did not end",
      "warning: MaxListenersExceededWarning",
      "1 × Timeout left",
      "40 × Response left",
    ]);
  });
});
