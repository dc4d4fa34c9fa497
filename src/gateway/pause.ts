import { systemClock } from "./gatewayClock";

/** Resolves after `ms`, or rejects at once with the reason of `signal`. Leaves neither timer nor listener behind. */
export function pause(ms: number, signal: AbortSignal, clock = systemClock): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = (): void => {
      callOff();
      reject(signal.reason);
    };
    const callOff = clock.after(ms, () => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    });
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
