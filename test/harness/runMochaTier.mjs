import { globSync } from "node:fs";
import path from "node:path";
import { collectTotals } from "./collectTotals.mjs";
import { projectRoot } from "./projectPaths.mjs";
import { runCommand } from "./runCommand.mjs";

/** The slowest tier takes a fifth of it on a quiet machine. */
const limitMs = 1_800_000;

/**
 * Runs built test files under mocha in plain Node.
 * @param {string} pattern below the project's folder
 * @param {number} timeoutMs for each test
 * @param {NodeJS.ProcessEnv} env
 */
export async function runMochaTier(pattern, timeoutMs, env) {
  const files = globSync(pattern, { cwd: projectRoot }).toSorted();
  const collector = collectTotals();
  if (files.length === 0) return collector.result(`no file matches ${pattern}`);
  const runner = path.join(projectRoot, "test", "harness", "runMocha.mjs");
  const { code } = await runCommand(
    process.execPath,
    ["--enable-source-maps", runner, String(timeoutMs), ...files],
    {
      cwd: projectRoot,
      env,
      limitMs,
      onLine: collector.onLine,
    },
  );
  return collector.result(code === 0 ? undefined : code === 124 ? "they took too long" : `exit code ${code}`);
}
