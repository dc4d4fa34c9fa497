import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npmCommand } from "./npmCommand.mjs";
import { projectRoot } from "./projectPaths.mjs";
import { runSetupCommand } from "./runCommand.mjs";

/**
 * `npm ci`, unless `node_modules` already is what `package-lock.json` says. The hash of the lock file is kept inside
 * `node_modules`, so an interrupted installation or a removed folder is noticed, and time stamps do not matter.
 */
export async function ensureDependencies() {
  const lock = createHash("sha256")
    .update(readFileSync(path.join(projectRoot, "package-lock.json")))
    .digest("hex");
  const mark = path.join(projectRoot, "node_modules", ".smartspec-lock");
  if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
  if (!isInstalled()) await install();
  writeFileSync(mark, lock);
}

async function install() {
  console.log("Installing the dependencies (npm ci) …");
  const { command, args, env } = npmCommand(["ci", "--no-audit", "--no-fund"]);
  await runSetupCommand("Installing the dependencies", command, args, { cwd: projectRoot, env });
}

/** npm itself keeps the tree it installed; the same packages and versions need no second installation. */
function isInstalled() {
  const wanted = lockedPackages("package-lock.json");
  const installed = lockedPackages("node_modules/.package-lock.json");
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(
    ([folder, entry]) => folder === "" || entry.optional || installed[folder]?.version === entry.version,
  );
}

/** @param {string} file */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(projectRoot, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}
