import { spawn } from "node:child_process";
import { SetupError } from "./setupError.mjs";

/**
 * Runs a program to its end and collects what it prints (both streams, in order).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, limitMs?: number, onLine?: (line: string) => void }} options
 *   `show`: also print it as it comes. `limitMs`: after this time the program is ended, and the code is 124.
 * @returns {Promise<{ code: number, output: string }>} never rejects: a program that cannot be started has code 127
 */
export function runCommand(command, args, { cwd, env, show = false, limitMs, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let timedOut = false;
    let pending = "";
    const take = (/** @type {Buffer} */ chunk) => {
      const text = chunk.toString("utf8");
      output += text;
      if (show) process.stdout.write(text);
      if (onLine === undefined) return;
      const lines = (pending + text).split("\n");
      pending = lines.pop() ?? "";
      lines.forEach(onLine);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const timer =
      limitMs &&
      setTimeout(() => {
        timedOut = true;
        child.kill("SIGKILL");
      }, limitMs);
    const endWithUs = () => child.kill();
    process.once("exit", endWithUs);
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      process.off("exit", endWithUs);
      if (pending && onLine) onLine(pending);
      resolve({ code, output });
    };
    child.once("error", (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.once("close", (code) => finish(timedOut ? 124 : (code ?? 1)));
  });
}

/**
 * As `runCommand`, for a set-up step that must succeed.
 * @param {string} what the step in words, for the message when it fails
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof runCommand>[2]} options
 */
export async function runSetupCommand(what, command, args, options) {
  const { code, output } = await runCommand(command, args, options);
  if (code === 0) return output;
  throw new SetupError(
    `${what} failed (exit code ${code}).\n${output.trim().split("\n").slice(-15).join("\n")}`,
  );
}
