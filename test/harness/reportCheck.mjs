/**
 * Prints the outcome of a test that is no mocha test, in the same form, and counts it.
 * @param {string} name
 * @param {readonly string[]} problems none = passed
 * @returns {import("./totals.mjs").Totals}
 */
export function reportCheck(name, problems) {
  if (problems.length === 0) {
    console.log(`    ✔ ${name}`);
    return { passed: 1, failed: 0, skipped: 0 };
  }
  console.log(
    [
      `    ✘ ${name}`,
      ...problems.flatMap((problem) => problem.trimEnd().split("\n")).map((line) => `        ${line}`),
    ].join("\n"),
  );
  return { passed: 0, failed: 1, skipped: 0 };
}
