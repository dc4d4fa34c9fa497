/**
 * What came of some tests.
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 */

/** @param {readonly Totals[]} list @returns {Totals} */
export function sumTotals(list) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const totals of list) {
    sum.passed += totals.passed;
    sum.failed += totals.failed;
    sum.skipped += totals.skipped;
  }
  return sum;
}

/** The last line of `npm test`. @param {Totals} totals */
export function formatTotals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * The line a test process prints for us at its end; `undefined` for every other line.
 * @param {string} line
 * @returns {Totals | undefined}
 */
export function parseTotalsLine(line) {
  const match = /@@totals (\d+) (\d+) (\d+)/.exec(line);
  return match
    ? { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3]) }
    : undefined;
}
