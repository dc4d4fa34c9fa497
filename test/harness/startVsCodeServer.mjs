import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureVsCodeServer } from "./ensureVsCodeServer.mjs";
import { quietSettings } from "./quietSettings.mjs";

/**
 * Starts VS Code's server build on 127.0.0.1.
 * @param {{ dataFolder: string, extensionsFolder?: string, port?: string, env?: NodeJS.ProcessEnv, automation?: boolean }} options
 *   `port`: a number or a range such as `"8123-8199"`; any free one when absent. `env`: what the extension host inherits.
 *   `automation`: takes an extension under development and tests from the address, and shows no notifications; without
 *   it (default true) the window is as its user sees it, with the extensions of `extensionsFolder`.
 * @returns {Promise<{ origin: string, pid: number | undefined, stop: () => Promise<void> }>} `pid`: also the number of
 *   the process group that the extension hosts are part of
 */
export async function startVsCodeServer({
  dataFolder,
  extensionsFolder,
  port = "0",
  env = process.env,
  automation = true,
}) {
  writeUserSettings(dataFolder);
  const args = [
    await ensureVsCodeServer(),
    "--host=127.0.0.1",
    `--port=${port}`,
    "--without-connection-token",
    "--accept-server-license-terms",
    `--server-data-dir=${dataFolder}`,
    "--telemetry-level=off",
    ...(extensionsFolder === undefined ? [] : [`--extensions-dir=${extensionsFolder}`]),
    ...(automation ? ["--enable-smoke-test-driver"] : []),
  ];
  const server = spawn(process.execPath, args, {
    // A gallery without an address: nothing is looked up outside this machine.
    env: { ...env, EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: "" }) },
    stdio: ["ignore", "pipe", "pipe"],
    // Its own process group, so that the extension hosts end together with it.
    detached: true,
  });
  const signalGroup = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (server.pid !== undefined) process.kill(-server.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  const kill = () => signalGroup("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const stop = async () => {
    signalGroup("SIGTERM");
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
    kill();
    process.off("exit", kill);
  };

  let output = "";
  const origin = await new Promise((resolve, reject) => {
    const listen = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString("utf8");
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (match) resolve(`http://127.0.0.1:${match[1]}`);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`VS Code's server ended with ${code}.\n${output}`)));
  });
  server.stdout.removeAllListeners("data").resume();
  server.stderr.removeAllListeners("data").resume();
  return { origin, pid: server.pid, stop };
}

/** A `settings.json` that is there already goes before ours.
 * @param {string} dataFolder */
function writeUserSettings(dataFolder) {
  const file = path.join(dataFolder, "data", "User", "settings.json");
  const given = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...quietSettings, ...given }, undefined, 2));
}
