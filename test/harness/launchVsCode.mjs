#!/usr/bin/env node
// Stands in for the desktop build: takes its flags, starts the server build with a headless Chromium instead, and exits
// with the code of the tests. `runTests({ vscodeExecutablePath })` of @vscode/test-electron drives either.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { format } from "node:util";
import { openWorkbench } from "./openWorkbench.mjs";
import { outFolder } from "./projectPaths.mjs";
import { runToEnd } from "./runToEnd.mjs";
import { startVsCodeServer } from "./startVsCodeServer.mjs";

/** What VS Code prints for itself here: log lines in brackets, missing native modules, the gallery that is not asked. */
const noise =
  /^(\[|%c|Creating a socket|Creation of workbench|No search provider|Resolv|Updating additional|Canceled|Method Not Allowed)|bindings file|native-watchdog|spdlog|open-vsx|gallery/i;

/** @type {import("playwright-core").Page | undefined} */
let page;
const screenshot = () => {
  const file = path.join(outFolder, "vscode-failure.png");
  mkdirSync(outFolder, { recursive: true });
  return page?.screenshot({ path: file, timeout: 5000 }).then(() => console.error(`Screenshot: ${file}`));
};

await runToEnd(
  async (defer) => {
    endWithParent();
    const { flags, folder } = parseArguments(process.argv.slice(2));
    const dataFolder =
      flags.get("user-data-dir")?.[0] ?? mkdtempSync(path.join(os.tmpdir(), "smartspec-vscode-"));
    if (!flags.has("user-data-dir")) defer(() => rmSync(dataFolder, { recursive: true, force: true }));
    takeDesktopSettings(dataFolder);
    const extensionsFolder = flags.get("extensions-dir")?.[0];
    const server = await startVsCodeServer({
      dataFolder,
      ...(extensionsFolder === undefined ? {} : { extensionsFolder }),
    });
    defer(server.stop);

    const finished = Promise.withResolvers();
    const window = await openWorkbench(server.origin, {
      ...(folder === undefined ? {} : { folder }),
      payload: ["extensionDevelopmentPath", "extensionTestsPath"].flatMap((key) =>
        (flags.get(key) ?? []).map((value) => /** @type {const} */ ([key, path.resolve(value)])),
      ),
      onLog: (type, args) => {
        const line = format(...args);
        if (!noise.test(line)) (type === "error" ? process.stderr : process.stdout).write(`${line}\n`);
      },
      onExit: finished.resolve,
    });
    defer(window.close);
    page = window.page;
    page.once("crash", () => finished.reject(new Error("The VS Code window crashed.")));
    const code = await finished.promise;
    if (code !== 0) await screenshot()?.catch(() => undefined);
    return code;
  },
  { limitMs: Number(process.env.SMARTSPEC_VSCODE_LIMIT_MS) || 1_200_000, onLimit: screenshot },
);

/** Whoever started us waits for us; when it is gone nobody does. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 1000).unref();
}

/**
 * `--name=value` (more than once is allowed) and one folder; flags without a value mean nothing to the server build.
 * @param {readonly string[]} args
 */
function parseArguments(args) {
  /** @type {Map<string, string[]>} */
  const flags = new Map();
  let folder;
  for (const argument of args) {
    const match = /^--([^=]+)=(.*)$/s.exec(argument);
    if (match?.[1] !== undefined) flags.set(match[1], [...(flags.get(match[1]) ?? []), match[2] ?? ""]);
    else if (!argument.startsWith("-")) folder = argument;
  }
  return { flags, folder };
}

/**
 * The desktop build keeps user settings one folder higher than the server build: a run prepares them once for both.
 * @param {string} dataFolder
 */
function takeDesktopSettings(dataFolder) {
  const desktop = path.join(dataFolder, "User", "settings.json");
  const server = path.join(dataFolder, "data", "User", "settings.json");
  if (!existsSync(desktop) || existsSync(server)) return;
  mkdirSync(path.dirname(server), { recursive: true });
  writeFileSync(server, readFileSync(desktop));
}
