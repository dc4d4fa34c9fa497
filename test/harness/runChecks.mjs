import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { npmCommand } from "./npmCommand.mjs";
import { projectRoot } from "./projectPaths.mjs";
import { reportCheck } from "./reportCheck.mjs";
import { runCommand } from "./runCommand.mjs";
import { sumTotals } from "./totals.mjs";

/** Lint, types, and the proof that lint guards the layers; each counts as one test. */
export async function runChecks() {
  return sumTotals([
    reportCheck("lint", await npmRun("lint")),
    reportCheck("types", await npmRun("check-types")),
    reportCheck("lint fails when src/core imports vscode", await lintGuardsTheCore()),
  ]);
}

/** @param {string} script @returns {Promise<string[]>} what is wrong */
async function npmRun(script) {
  const { command, args } = npmCommand(["run", "--silent", script]);
  const { code, output } = await runCommand(command, args, { cwd: projectRoot });
  return code === 0 ? [] : [output];
}

/** The same configuration over a copy of the layout with one bad file, and over one with a good file. */
async function lintGuardsTheCore() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "smartspec-lint-"));
  try {
    cpSync(path.join(projectRoot, ".oxlintrc.json"), path.join(folder, ".oxlintrc.json"));
    symlinkSync(path.join(projectRoot, "node_modules"), path.join(folder, "node_modules"), "junction");
    mkdirSync(path.join(folder, "src", "core"), { recursive: true });
    const lint = async (/** @type {string} */ source) => {
      writeFileSync(path.join(folder, "src", "core", "probe.ts"), source);
      const oxlint = path.join(projectRoot, "node_modules", "oxlint", "bin", "oxlint");
      return runCommand(process.execPath, [oxlint, "src"], { cwd: folder });
    };
    const good = await lint("export const answer = 42;\n");
    if (good.code !== 0) return ["A file without a fault was rejected:", good.output];
    const bad = await lint('import { window } from "vscode";\nexport const answer = window;\n');
    if (bad.code === 0 || !bad.output.includes("no-restricted-imports"))
      return ["The import was not rejected:", bad.output];
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
