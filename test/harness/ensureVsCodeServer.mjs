import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { npmCommand } from "./npmCommand.mjs";
import { cacheFolder } from "./projectPaths.mjs";
import { runSetupCommand } from "./runCommand.mjs";
import { SetupError } from "./setupError.mjs";

/** The npm package `code-server` of this version holds the server build of VS Code 1.139.1. */
const version = "4.139.1";
/** SHA-512 of the package's archive: what is run here is what was looked at. */
const integrity = "fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==";

/**
 * Installs the server build of VS Code once, from the npm registry. It is no devDependency, because its own install
 * script compiles native modules for minutes; without them it works as well, which is all that tests need.
 * @returns {Promise<string>} path of the server's entry script
 */
export async function ensureVsCodeServer() {
  const folder = path.join(cacheFolder, "web");
  const done = path.join(folder, version);
  const entry = path.join("package", "lib", "vscode", "out", "server-main.js");
  if (existsSync(path.join(done, entry))) return path.join(done, entry);
  console.log("Installing the server build of VS Code …");
  mkdirSync(folder, { recursive: true });
  // Everything happens in a folder of its own, which gets its name only when it is complete.
  const partial = mkdtempSync(path.join(folder, "partial-"));
  try {
    await npm("Downloading VS Code", ["pack", "--silent", `code-server@${version}`], partial);
    const archive = path.join(partial, `code-server-${version}.tgz`);
    if (createHash("sha512").update(readFileSync(archive)).digest("base64") !== integrity) {
      throw new SetupError(
        `The archive of code-server ${version} is not the expected one; nothing was installed.`,
      );
    }
    await runSetupCommand("Unpacking VS Code", "tar", ["xzf", archive, "-C", partial], {});
    rmSync(archive);
    const server = path.join(partial, "package", "lib", "vscode");
    const install = [
      "install",
      "--omit=dev",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--silent",
      "--prefix",
      server,
    ];
    await npm("Installing what VS Code needs", install, server);
    // Two runs at the same time: whoever is later uses what the other one has put there.
    if (!existsSync(path.join(done, entry))) {
      rmSync(done, { recursive: true, force: true });
      renameSync(partial, done);
    }
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return path.join(done, entry);
}

/** @param {string} what @param {string[]} npmArgs @param {string} cwd */
async function npm(what, npmArgs, cwd) {
  const { command, args, env } = npmCommand(npmArgs);
  await runSetupCommand(what, command, args, { cwd, env });
}
