// `npm test [-- TIER…] [-- --desktop]`: sets itself up, runs the tiers one after the other, and ends with their sum.
import { formatTotals, sumTotals } from "./totals.mjs";
import { runToEnd } from "./runToEnd.mjs";
import { setUp } from "./setUp.mjs";

/** How long everything together may take. */
const limitMs = 80 * 60_000;

const failure = { passed: 0, failed: 1, skipped: 0 };

await runToEnd(
  async () => {
    const totals = await runAll();
    // Nothing may be printed after this line.
    console.log(formatTotals(totals));
    return totals.failed > 0 ? 1 : 0;
  },
  { limitMs, onLimit: () => console.log(formatTotals(failure)) },
);

/** @returns {Promise<import("./totals.mjs").Totals>} */
async function runAll() {
  /** @type {Record<string, () => Promise<import("./totals.mjs").Totals>>} */
  let tiers;
  try {
    await setUp(import.meta.url);
    const { createTiers } = await import("./createTiers.mjs");
    tiers = createTiers({ desktop: process.argv.includes("--desktop") });
  } catch (error) {
    console.error(reasonOf(error));
    return failure;
  }
  const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  const unknown = wanted.filter((name) => !(name in tiers));
  if (unknown.length > 0) {
    console.error(`There is no tier ${unknown.join(", ")}; choose from ${Object.keys(tiers).join(", ")}.`);
    return failure;
  }
  const totals = [];
  for (const [name, run] of Object.entries(tiers)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n=== ${name} ===`);
    try {
      const result = await run();
      console.log(`${name}: ${formatTotals(result)}\n`);
      totals.push(result);
    } catch (error) {
      console.log(`${name} could not run: ${reasonOf(error)}\n`);
      totals.push(failure);
    }
  }
  return sumTotals(totals);
}

/** @param {unknown} error */
function reasonOf(error) {
  return error instanceof Error
    ? error.name === "Error"
      ? error.message
      : (error.stack ?? error.message)
    : String(error);
}
