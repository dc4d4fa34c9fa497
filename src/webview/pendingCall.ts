/** A call that is made once nothing new has come for a while. Has a timer only while one is pending. */
export class PendingCall {
  readonly #delayMs: number;
  #call: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  get isPending(): boolean {
    return this.#call !== undefined;
  }

  /** Takes the place of the one that is pending. */
  set(call: () => void): void {
    clearTimeout(this.#timer);
    this.#call = call;
    this.#timer = setTimeout(() => this.makeNow(), this.#delayMs);
  }

  makeNow(): void {
    const call = this.#call;
    this.drop();
    call?.();
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#call = undefined;
  }
}
