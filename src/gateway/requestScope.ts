import { systemClock } from "./gatewayClock";
import type { GatewayClock } from "./gatewayClock";

/** How long to wait for one thing. */
export interface Patience {
  /** Milliseconds in which the machine is awake; 0, less, or `Infinity` = no limit. */
  readonly limitMs: number;
  readonly onLimit: () => Error;
  /** Ends the wait when nothing comes soon after the machine has slept; absent = its sleep does no harm. */
  readonly onSlept?: (() => Error) | undefined;
}

/** How often a wait looks at the clock. */
const TICK_MS = 5_000;
/** A tick that is later than this was not just held up. */
const SLEEP_MS = 30_000;
/** A server that is still there is heard of in this time: its data is repeated, and so are its keep-alive comments. */
const GRACE_MS = 10_000;

/**
 * Everything that can end one request early: the caller's signal and our own limits. Work awaited through `race` ends
 * at once, even where the thing waited for does not react to an abort.
 */
export class RequestScope {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly clock: GatewayClock;
  readonly #onCallerAbort: () => void;
  #waitedMs = 0;

  constructor(caller: AbortSignal | undefined, clock: GatewayClock = systemClock) {
    this.#caller = caller;
    this.clock = clock;
    this.#onCallerAbort = () => this.fail(caller?.reason);
    if (caller?.aborted) this.#onCallerAbort();
    else caller?.addEventListener("abort", this.#onCallerAbort, { once: true });
  }

  /** Aborted with the caller's own reason, with the error given to `fail`, or when the request is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds that have passed in races with patience, without those in which the machine slept. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  /** Ends the request with `reason`; the first one stays. */
  fail(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** The caller's reason, whatever else went wrong first. */
  throwIfCancelled(): void {
    this.#caller?.throwIfAborted();
  }

  /** Settles as `work` does, or rejects with the abort reason, or ends the request when `patience` is at an end. */
  race<T>(work: Promise<T>, patience?: Patience): Promise<T> {
    const { signal } = this.#controller;
    return new Promise<T>((resolve, reject) => {
      const onAbort = (): void => finish(() => reject(signal.reason));
      const stopWatching = signal.aborted || patience === undefined ? undefined : this.#watch(patience);
      const finish = (settle: () => void): void => {
        stopWatching?.();
        signal.removeEventListener("abort", onAbort);
        settle();
      };
      work.then(
        (value) => finish(() => resolve(value)),
        (error: unknown) => finish(() => reject(signal.aborted ? signal.reason : error)),
      );
      if (signal.aborted) onAbort();
      else signal.addEventListener("abort", onAbort, { once: true });
    });
  }

  /**
   * A socket that died while the machine slept tells nobody (wire 5.6). A sleep shows in a tick that comes much later, by the
   * clock on the wall, than it was ordered for: most machines stop their timers for that time, others let them all expire.
   */
  #watch({ limitMs, onLimit, onSlept }: Patience): () => void {
    let leftMs = limitMs > 0 ? limitMs : Infinity;
    if (leftMs === Infinity && onSlept === undefined) return () => undefined;
    let onEnd = onLimit;
    let armedAt = 0;
    let stepMs = 0;
    let callOff: () => void;
    const arm = (): void => {
      stepMs = Math.min(TICK_MS, leftMs);
      armedAt = this.clock.now();
      callOff = this.clock.after(stepMs, tick);
    };
    const tick = (): void => {
      const isLate = this.clock.now() - armedAt - stepMs > SLEEP_MS;
      if (isLate && onSlept !== undefined) {
        onEnd = onSlept;
        leftMs = Math.min(leftMs, GRACE_MS);
      } else {
        leftMs -= stepMs;
        this.#waitedMs += stepMs;
      }
      if (leftMs > 0) return arm();
      stepMs = 0;
      this.fail(onEnd());
    };
    arm();
    return () => {
      callOff();
      this.#waitedMs += Math.max(0, Math.min(this.clock.now() - armedAt, stepMs));
    };
  }

  /** Closes the socket if it is still open. Call it on every way out. */
  close(): void {
    this.#caller?.removeEventListener("abort", this.#onCallerAbort);
    this.#controller.abort();
  }
}
