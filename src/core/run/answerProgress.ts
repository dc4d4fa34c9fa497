import type { Clock } from "../ports";
import type { RunEvent } from "./runChat";

export type AnswerPhase = "sending" | "thinking" | "answering";

/** What an event has changed; empty when nothing. */
export interface ProgressChange {
  readonly phase?: AnswerPhase;
  /** How long the model has thought; once, when the text begins or the answer ends. */
  readonly reasoningMs?: number;
}

/** Follows one answer through its phases. */
export class AnswerProgress {
  readonly #clock: Clock;
  #phase: AnswerPhase = "sending";
  #thinkingSince: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  handle(event: RunEvent): ProgressChange {
    if (event.type === "reasoning-delta") {
      this.#thinkingSince ??= this.#clock.now();
      return this.#phase === "sending" ? this.#enter("thinking") : {};
    }
    if (event.type !== "text-delta" || event.text === "" || this.#phase === "answering") return {};
    return { ...this.end(), ...this.#enter("answering") };
  }

  /** A run may end without having answered. */
  end(): ProgressChange {
    if (this.#thinkingSince === undefined) return {};
    const reasoningMs = this.#clock.now() - this.#thinkingSince;
    this.#thinkingSince = undefined;
    return { reasoningMs };
  }

  #enter(phase: AnswerPhase): ProgressChange {
    this.#phase = phase;
    return { phase };
  }
}
