// `npm start`: everything needed to try it by hand, on the local gateway. `-- --key` has a key for it, too.
// `npm start -- --check [--screenshot FILE | --docs]`: does the main job once, headless, and says what it saw.
import { runToEnd } from "./runToEnd.mjs";
import { setUp } from "./setUp.mjs";

const isCheck = process.argv.includes("--check") || process.argv.includes("--docs");

await runToEnd(
  async (defer) => {
    await setUp(import.meta.url);
    const { build } = await import("./build.mjs");
    await build();
    if (isCheck) {
      const { checkMainJob } = await import("./checkMainJob.mjs");
      return checkMainJob({ screenshot: screenshotFile(), defer });
    }
    const { serveByHand } = await import("./serveByHand.mjs");
    return serveByHand({ hasKey: process.argv.includes("--key"), defer });
  },
  isCheck ? { limitMs: 900_000 } : {},
);

/** Where the picture goes, from the project's folder; `--docs` renews the one in the README. */
function screenshotFile() {
  const at = process.argv.indexOf("--screenshot");
  const given = at < 0 ? undefined : process.argv[at + 1];
  return given ?? (process.argv.includes("--docs") ? "docs/check.png" : "out/check.png");
}
