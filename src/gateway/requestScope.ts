/**
 * Everything that can end one request early: the caller's signal and our own limits. Work awaited through `race` ends
 * at once, even where the thing waited for does not react to an abort.
 */
export class RequestScope {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #onCallerAbort: () => void;

  constructor(caller: AbortSignal | undefined) {
    this.#caller = caller;
    this.#onCallerAbort = () => this.fail(caller?.reason);
    if (caller?.aborted) this.#onCallerAbort();
    else caller?.addEventListener("abort", this.#onCallerAbort, { once: true });
  }

  /** Aborted with the caller's own reason, with the error given to `fail`, or when the request is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends the request with `reason`; the first one stays. */
  fail(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** The caller's reason, whatever else went wrong first. */
  throwIfCancelled(): void {
    this.#caller?.throwIfAborted();
  }

  /**
   * Settles as `work` does, or rejects with the abort reason, or ends the request with `onLimit()` after `limitMs`
   * (0 or less than 0 = no limit; `Infinity` too).
   */
  race<T>(work: Promise<T>, limitMs = 0, onLimit?: () => Error): Promise<T> {
    const { signal } = this.#controller;
    return new Promise<T>((resolve, reject) => {
      const onAbort = (): void => finish(() => reject(signal.reason));
      const timer =
        onLimit !== undefined && limitMs > 0 && limitMs < Infinity
          ? setTimeout(() => this.fail(onLimit()), limitMs)
          : undefined;
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
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

  /** Closes the socket if it is still open. Call it on every way out. */
  close(): void {
    this.#caller?.removeEventListener("abort", this.#onCallerAbort);
    this.#controller.abort();
  }
}
