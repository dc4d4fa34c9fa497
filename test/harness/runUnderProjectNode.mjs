import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./projectPaths.mjs";
import { SetupError } from "./setupError.mjs";

/** What VS Code's server build and the SDK ask for. */
const neededMajor = 24;

/**
 * Goes on under the Node that the project brings along (the `node` package) when the one on the machine is too old: starts
 * it with the same arguments, hands on its exit code and never returns. Returns when this process will do.
 * @param {string} program path of the running program
 */
export async function runUnderProjectNode(program) {
  const bin = path.join(projectRoot, "node_modules", ".bin");
  if (Number.parseInt(process.versions.node, 10) >= neededMajor) {
    // Whatever is started from here, `#!/usr/bin/env node` included, finds a Node that is new enough.
    process.env.PATH = [bin, path.dirname(process.execPath), process.env.PATH].join(path.delimiter);
    return;
  }
  const own = path.join(
    projectRoot,
    "node_modules",
    "node",
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  if (!existsSync(own)) {
    throw new SetupError(
      `Node ${neededMajor} is needed and this is ${process.versions.node}: install it, or let npm run the install script of the "node" package.`,
    );
  }
  const child = spawn(own, [program, ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal sends Ctrl-C to both of us; a signal from elsewhere reaches this process alone.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  process.exit(await new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1))));
}
