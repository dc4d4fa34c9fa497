import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { runTests } from "@vscode/test-electron";
import { collectTotals } from "./collectTotals.mjs";
import { ensureChromium } from "./ensureChromium.mjs";
import { ensureVsCodeServer } from "./ensureVsCodeServer.mjs";
import { hermeticEnvironment } from "./hermeticEnvironment.mjs";
import { projectRoot } from "./projectPaths.mjs";
import { quietSettings } from "./quietSettings.mjs";
import { startGateway } from "./startGateway.mjs";

/**
 * Runs built tests inside a real VS Code, with a local gateway of their own, in a copy of the fixture workspace and with
 * fresh user data: one run leaves nothing for the next.
 * @param {{ testsPath: string, extensionPath: string, desktop?: boolean, settings?: object, prepare?: (folders: { userData: string, extensions: string }) => Promise<void>, env?: (userData: string) => NodeJS.ProcessEnv }} options
 *   `desktop`: the downloaded desktop build in place of the server build. `prepare`: what is done before the start. `env`:
 *   what the extension host's environment has besides the gateway and its key.
 * @returns {Promise<import("./totals.mjs").Totals>}
 */
export async function runInVsCode({
  testsPath,
  extensionPath,
  desktop = false,
  settings = {},
  prepare,
  env,
}) {
  if (!desktop) {
    await ensureChromium();
    await ensureVsCodeServer();
  }
  const scratch = mkdtempSync(path.join(os.tmpdir(), "smartspec-"));
  const removeScratch = () => rmSync(scratch, { recursive: true, force: true });
  // An interrupted run does not come to its `finally`.
  process.once("exit", removeScratch);
  const gateway = await startGateway({ pace: "instant" });
  try {
    const workspace = path.join(scratch, "workspace");
    cpSync(path.join(projectRoot, "test", "fixtures", "workspace"), workspace, { recursive: true });
    const userData = path.join(scratch, "user-data");
    const extensions = path.join(scratch, "extensions");
    mkdirSync(path.join(userData, "User"), { recursive: true });
    mkdirSync(extensions);
    writeFileSync(
      path.join(userData, "User", "settings.json"),
      JSON.stringify({ ...quietSettings, ...settings }),
    );
    await prepare?.({ userData, extensions });

    const collector = collectTotals();
    const output = lines(collector.onLine);
    let problem;
    try {
      await runTests({
        ...(desktop
          ? {}
          : { vscodeExecutablePath: path.join(projectRoot, "test", "harness", "launchVsCode.mjs") }),
        extensionDevelopmentPath: extensionPath,
        extensionTestsPath: testsPath,
        launchArgs: [workspace, `--user-data-dir=${userData}`, `--extensions-dir=${extensions}`],
        extensionTestsEnv: hermeticEnvironment({
          KILOCODE_BASE_URL: gateway.baseUrl,
          KILOCODE_API_KEY: "kilo_test_key",
          SMARTSPEC_TEST_USER_DATA: userData,
          ...env?.(userData),
        }),
        stdout: output,
        stderr: output,
      });
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resolve) => output.end(resolve));
    return collector.result(problem);
  } finally {
    await gateway.close();
    process.off("exit", removeScratch);
    removeScratch();
  }
}

/** A stream that hands on complete lines.
 * @param {(line: string) => void} onLine */
function lines(onLine) {
  let pending = "";
  return new Writable({
    write(chunk, _encoding, done) {
      const complete = (pending + String(chunk)).split("\n");
      pending = complete.pop() ?? "";
      complete.forEach(onLine);
      done();
    },
    final(done) {
      if (pending !== "") onLine(pending);
      done();
    },
  });
}
