import { parseTotalsLine } from "./totals.mjs";

/**
 * Reads the output of a test process: shows its lines, but for the one with the totals, which it keeps.
 * @returns {{ onLine: (line: string) => void, result: (problem: string | undefined) => import("./totals.mjs").Totals }}
 *   `result`: `problem` says how the process ended, if not well. No totals, or a bad end without a failed test, counts as
 *   one failed test, with its reason printed: a crash is never a pass.
 */
export function collectTotals() {
  /** @type {import("./totals.mjs").Totals | undefined} */
  let totals;
  return {
    onLine(line) {
      const found = parseTotalsLine(line);
      if (found === undefined) console.log(line);
      else totals = found;
    },
    result(problem) {
      if (totals !== undefined && (problem === undefined || totals.failed > 0)) return totals;
      console.log(`The tests did not come to their end: ${problem ?? "they reported no totals"}.`);
      return { passed: totals?.passed ?? 0, failed: 1, skipped: totals?.skipped ?? 0 };
    },
  };
}
