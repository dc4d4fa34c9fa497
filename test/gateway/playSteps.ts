import type { ServerResponse } from "node:http";
import { once } from "node:events";
import type { Pace } from "./pace";
import type { Steps } from "./step";

/**
 * Carries the steps out, one after the other, and ends the response after the last one. Returns early when the client
 * has gone away; never rejects for that reason. Respects back-pressure. `onWrite` hears of the bytes of `write` steps.
 */
export async function playSteps(
  steps: Steps,
  response: ServerResponse,
  pace: Pace,
  onWrite: (bytes: string | Uint8Array) => void,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  for (const step of steps) {
    if (gone.signal.aborted) return;
    switch (step.do) {
      case "head":
        response.writeHead(step.status, step.headers);
        response.flushHeaders();
        break;
      case "write":
        if (step.tokens !== undefined) await pause(pace.delayOf(step.tokens), gone.signal);
        onWrite(step.bytes);
        if (!response.write(step.bytes)) await drained(response, gone.signal);
        break;
      case "think":
        await pause(pace.delayOf(step.tokens), gone.signal);
        break;
      case "wait":
        await pause(step.ms, gone.signal);
        break;
      case "repeat":
        while (!gone.signal.aborted) {
          if (!response.write(step.bytes)) await drained(response, gone.signal);
          await pause(step.everyMs, gone.signal);
        }
        return;
      case "hold":
        await untilGone(gone.signal);
        return;
      case "turn":
        await new Promise((resolve) => void setImmediate(resolve));
        break;
      case "cut":
        // What was written must reach the client first; then the socket closes without the final chunk of the body.
        await flushed(response, gone.signal);
        response.destroy();
        return;
    }
  }
  response.end();
}

async function pause(ms: number, gone: AbortSignal): Promise<void> {
  if (ms <= 0 || gone.aborted) return;
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      gone.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    gone.addEventListener("abort", finish);
  });
}

async function untilGone(gone: AbortSignal): Promise<void> {
  if (!gone.aborted) await once(gone, "abort");
}

async function drained(response: ServerResponse, gone: AbortSignal): Promise<void> {
  // The wait ends with an abort error when the client goes away; the loop then notices that itself.
  await once(response, "drain", { signal: gone }).catch(() => undefined);
}

async function flushed(response: ServerResponse, gone: AbortSignal): Promise<void> {
  if (!response.headersSent) return;
  const written = new Promise<void>((resolve) => void response.write("", () => resolve()));
  await Promise.race([written, untilGone(gone)]);
  if (response.socket !== null && response.socket.writableLength > 0) {
    await once(response.socket, "drain", { signal: gone }).catch(() => undefined);
  }
}
