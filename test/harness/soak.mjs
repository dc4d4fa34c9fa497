// `npm run soak [-- --runs N] [-- --seed N] [-- --reloads N]`: many runs with faults, stops and reloads in a real VS Code.
// Ends with a table, and with 1 when a character was lost, a handle was left or memory grew.
import { parseArgs } from "node:util";
import { runToEnd } from "./runToEnd.mjs";
import { setUp } from "./setUp.mjs";

/** How long everything together may take. */
const limitMs = 25 * 60_000;

await runToEnd(
  async (defer) => {
    const options = parseArguments();
    if (options === undefined) {
      console.error("Use: npm run soak -- [--runs N] [--seed N] [--reloads N]");
      return 2;
    }
    await setUp(import.meta.url);
    const { build } = await import("./build.mjs");
    await build();
    const { runSoak } = await import("../soak/runSoak.mjs");
    return runSoak({ ...options, defer });
  },
  { limitMs },
);

function parseArguments() {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: "string", default: "500" },
        seed: { type: "string", default: String(Date.now() % 1_000_000) },
        reloads: { type: "string", default: "6" },
      },
    });
    const numbers = { runs: Number(values.runs), seed: Number(values.seed), reloads: Number(values.reloads) };
    return Object.values(numbers).every((number) => Number.isSafeInteger(number) && number >= 0)
      ? numbers
      : undefined;
  } catch {
    return undefined;
  }
}
