import type { RunResult } from "../../src/core/run/runResult";

/** What a run of an example comes to wherever it runs: without times, names of files, and what estimates have learned. */
export type StableResult = Omit<RunResult, "timing" | "record" | "estimate">;

/** `parsed`: whether it has been through JSON makes no difference. */
export function stableResult(result: RunResult): StableResult {
  const { timing: _timing, record: _record, estimate: _estimate, ...stable } = result;
  return JSON.parse(JSON.stringify(stable)) as StableResult;
}
