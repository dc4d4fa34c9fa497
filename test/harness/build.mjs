import { rmSync } from "node:fs";
import path from "node:path";
import { outFolder, projectRoot } from "./projectPaths.mjs";
import { runSetupCommand } from "./runCommand.mjs";

/** Builds `dist/` and, for the tests and the local gateway, `out/test/`. */
export async function build() {
  // A test whose source is gone must not run on.
  rmSync(path.join(outFolder, "test"), { recursive: true, force: true });
  await runSetupCommand("The build", process.execPath, ["esbuild.js", "--tests"], { cwd: projectRoot });
}
