/** Runs what was asked for once in the next frame. A hidden page gets no frames and keeps its work until it is seen. */
export class FrameScheduler {
  readonly #draw: () => void;
  #requested: number | undefined;
  #isWanted = false;

  constructor(draw: () => void) {
    this.#draw = draw;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#cancel();
      else if (this.#isWanted) this.request();
    });
  }

  request(): void {
    this.#isWanted = true;
    if (document.hidden || this.#requested !== undefined) return;
    this.#requested = requestAnimationFrame(() => {
      this.#requested = undefined;
      this.#isWanted = false;
      this.#draw();
    });
  }

  #cancel(): void {
    if (this.#requested !== undefined) cancelAnimationFrame(this.#requested);
    this.#requested = undefined;
  }
}
