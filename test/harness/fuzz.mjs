// `npm run fuzz [-- --minutes N] [-- --seed N]`: tries every parser with mutated inputs, and looks whose time grows faster
// than its input. A failing input is kept in out/fuzz with its seed. Exits 1 when there is one.
import { parseArgs } from "node:util";
import { runToEnd } from "./runToEnd.mjs";
import { setUp } from "./setUp.mjs";

await runToEnd(async () => {
  const options = parseArguments();
  if (options === undefined) {
    console.error("Use: npm run fuzz -- [--minutes N] [--seed N]");
    return 2;
  }
  await setUp(import.meta.url);
  const { build } = await import("./build.mjs");
  await build();
  const { runFuzz } = await import("../fuzz/runFuzz.mjs");
  return runFuzz(options);
});

function parseArguments() {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: "string", default: "5" },
        seed: { type: "string", default: String(Date.now() % 1_000_000) },
      },
    });
    const { minutes, seed } = { minutes: Number(values.minutes), seed: Number(values.seed) };
    return minutes > 0 && Number.isFinite(minutes) && Number.isSafeInteger(seed)
      ? { minutes, seed }
      : undefined;
  } catch {
    return undefined;
  }
}
