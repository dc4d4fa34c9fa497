import type { ToWebview } from "../protocol/chatProtocol";

type AnswerDelta = Extract<ToWebview, { type: "answer-delta" }>;

/** 60 messages a second at most. */
const MIN_INTERVAL_MS = 16;

export interface DeltaTimer {
  /** Calls back once after `ms`; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/**
 * Gathers the suffixes of streaming answers and posts them no faster than the view draws them: one message at a time per
 * turn, the next only when the last one was drawn (`acknowledge`). What arrives meanwhile travels together.
 */
export class AnswerDeltaSender {
  readonly #post: (message: AnswerDelta) => void;
  readonly #timer: DeltaTimer;
  readonly #waiting = new Map<string, Omit<AnswerDelta, "sequence">>();
  #sequence = 0;
  #undrawn: number | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(post: (message: AnswerDelta) => void, timer: DeltaTimer) {
    this.#post = post;
    this.#timer = timer;
  }

  /** `textOffset`, `reasoningOffset`: lengths before this piece. */
  add(delta: Omit<AnswerDelta, "sequence">): void {
    const earlier = this.#waiting.get(delta.turnId);
    this.#waiting.set(
      delta.turnId,
      earlier
        ? {
            ...earlier,
            text: earlier.text + delta.text,
            reasoning: earlier.reasoning + delta.reasoning,
          }
        : delta,
    );
    this.#arm();
  }

  /** The view has drawn everything up to this message. */
  acknowledge(sequence: number): void {
    if (this.#undrawn === undefined || sequence < this.#undrawn) return;
    this.#undrawn = undefined;
    this.#arm();
  }

  /** Sends what waits for a turn at once: something is about to be posted that must come after it. */
  flush(turnId: string): void {
    const delta = this.#waiting.get(turnId);
    if (!delta) return;
    this.#waiting.delete(turnId);
    this.#send(delta);
  }

  /** The view has been given everything (a snapshot), or is gone: nothing waits any more. */
  reset(): void {
    this.#waiting.clear();
    this.#undrawn = undefined;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #arm(): void {
    if (this.#cancelTimer || this.#undrawn !== undefined || this.#waiting.size === 0) return;
    this.#cancelTimer = this.#timer.after(MIN_INTERVAL_MS, () => {
      this.#cancelTimer = undefined;
      for (const turnId of this.#waiting.keys()) this.flush(turnId);
    });
  }

  #send(delta: Omit<AnswerDelta, "sequence">): void {
    this.#sequence += 1;
    this.#undrawn = this.#sequence;
    this.#post({ ...delta, sequence: this.#sequence });
  }
}
