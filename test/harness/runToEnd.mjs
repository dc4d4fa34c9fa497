import { SetupError } from "./setupError.mjs";

/**
 * Runs a program's main part and leaves nothing behind: what was handed to `defer` is undone in reverse order however it
 * ends, by return, by an error, by a signal or because it took too long. Then the process exits.
 * @param {(defer: (undo: () => unknown) => void) => Promise<number>} main returns the exit code
 * @param {{ limitMs?: number, onLimit?: () => unknown }} options `onLimit` may record the state before it is taken down
 * @returns {Promise<never>}
 */
export async function runToEnd(main, { limitMs, onLimit } = {}) {
  /** @type {(() => unknown)[]} */
  const undos = [];
  let ending = false;
  const end = async (/** @type {number} */ code) => {
    // A second signal, from somebody who does not want to wait, exits at once.
    if (ending) process.exit(code);
    ending = true;
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      await Promise.race([Promise.resolve().then(undo), after(10_000)]).catch((error) =>
        console.error(String(error)),
      );
    }
    process.exit(code);
  };
  process.on("SIGINT", () => void end(130));
  process.on("SIGTERM", () => void end(143));
  process.on("SIGHUP", () => void end(129));
  const timer =
    limitMs &&
    setTimeout(async () => {
      console.error(`Not finished after ${Math.round(limitMs / 1000)} s: giving up.`);
      await Promise.race([Promise.resolve().then(() => onLimit?.()), after(10_000)]).catch(() => undefined);
      await end(1);
    }, limitMs);
  let code = 1;
  try {
    code = await main((undo) => void undos.push(undo));
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
  }
  clearTimeout(timer);
  await end(code);
  throw new Error("unreachable");
}

/** @param {number} milliseconds */
function after(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
