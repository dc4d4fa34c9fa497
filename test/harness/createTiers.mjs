import path from "node:path";
import { build } from "./build.mjs";
import { ensureChromium } from "./ensureChromium.mjs";
import { hermeticEnvironment } from "./hermeticEnvironment.mjs";
import { outFolder, projectRoot } from "./projectPaths.mjs";
import { runChecks } from "./runChecks.mjs";
import { runInVsCode } from "./runInVsCode.mjs";
import { runMochaTier } from "./runMochaTier.mjs";
import { runPackageTier } from "./runPackageTier.mjs";

/**
 * The tiers of `npm test` in their order. Each one sees to what it alone needs, so that a missing browser does not keep
 * the unit tests from running; a failing build fails every tier that needs it.
 * @param {{ desktop: boolean }} options the tests inside VS Code run in the desktop build
 * @returns {Record<string, () => Promise<import("./totals.mjs").Totals>>}
 */
export function createTiers({ desktop }) {
  /** @type {Promise<void> | undefined} */
  let built;
  const afterBuild = (/** @type {() => Promise<import("./totals.mjs").Totals>} */ run) => async () => {
    await (built ??= build());
    return run();
  };
  return {
    checks: runChecks,
    unit: afterBuild(() => runMochaTier("out/test/unit/**/*.test.js", 10_000, hermeticEnvironment())),
    cli: afterBuild(() => runMochaTier("out/test/cli/**/*.test.js", 60_000, hermeticEnvironment())),
    webview: afterBuild(async () => {
      await ensureChromium();
      return runMochaTier("out/test/webview/**/*.test.js", 60_000, hermeticEnvironment());
    }),
    integration: afterBuild(() =>
      runInVsCode({
        testsPath: path.join(outFolder, "test", "integration", "index.js"),
        extensionPath: projectRoot,
        desktop,
      }),
    ),
    journeys: afterBuild(async () => {
      await ensureChromium();
      return runMochaTier(
        process.env.SMARTSPEC_JOURNEYS ?? "test/journeys/**/*.test.mjs",
        120_000,
        hermeticEnvironment(),
      );
    }),
    package: afterBuild(runPackageTier),
  };
}
