import type { TurnPhase } from "../core/chat/chatState";
import type { RunningPrice } from "../core/cost/runningPrice";
import type { Clock } from "../core/ports";
import type { RunEvent } from "../core/run/runChat";
import type { AnswerObserver } from "./answerObserver";
import type { ChatSession } from "./chatSession";
import { describeTarget } from "./describeTarget";
import type { PreparedRequest } from "./requestPreparer";

/** Turns what arrives into changes of the turn: phases, deltas, who answers. */
export class TurnFollower implements AnswerObserver {
  readonly #turnId: string;
  readonly #chat: ChatSession;
  readonly #clock: Clock;
  #askedFor = "";
  #phase: "sending" | "thinking" | "answering" = "sending";
  #thinkingSince: number | undefined;

  constructor(turnId: string, chat: ChatSession, clock: Clock) {
    this.#turnId = turnId;
    this.#chat = chat;
    this.#clock = clock;
  }

  started(hop: PreparedRequest, price?: RunningPrice): void {
    const { provider, modelId, model, modelName, estimate } = hop;
    this.#askedFor = modelId;
    this.#phase = "sending";
    this.#chat.dispatch({
      type: "hop-started",
      turnId: this.#turnId,
      ...describeTarget({ provider, chosen: { id: modelId, model }, modelName }),
      estimate,
      ...(price && { price }),
    });
  }

  handle(event: RunEvent): void {
    const turnId = this.#turnId;
    switch (event.type) {
      case "accepted":
        return;
      case "waiting":
        this.#change({ phase: "waiting", waitingUntil: this.#clock.now() + event.waitMs });
        return;
      case "retrying":
        this.#change({ phase: "sending" });
        return;
      case "served-by":
        this.#chat.dispatch({
          type: "turn-changed",
          turnId,
          change: {
            ...(event.upstream !== undefined && { servedBy: event.upstream }),
            ...(event.model !== undefined && event.model !== this.#askedFor && { servedModel: event.model }),
          },
        });
        return;
      case "reasoning-delta":
        this.#thinkingSince ??= this.#clock.now();
        if (this.#phase === "sending") this.#enter("thinking");
        this.#chat.dispatch({ type: "answer-delta", turnId, text: "", reasoning: event.text });
        return;
      case "text-delta":
        if (event.text !== "" && this.#phase !== "answering") {
          this.#endThinking();
          this.#enter("answering");
        }
        this.#chat.dispatch({ type: "answer-delta", turnId, text: event.text, reasoning: "" });
        return;
    }
  }

  /** A run may end without having answered. */
  ended(): void {
    if (this.#phase === "thinking") this.#endThinking();
  }

  #enter(phase: "thinking" | "answering"): void {
    this.#phase = phase;
    this.#change({ phase });
  }

  #change(change: { readonly phase: TurnPhase; readonly waitingUntil?: number }): void {
    // Once the user pressed Stop, the turn stays "stopping" until it has ended.
    if (this.#chat.turn(this.#turnId)?.phase === "stopping") return;
    this.#chat.dispatch({ type: "turn-changed", turnId: this.#turnId, change });
  }

  #endThinking(): void {
    if (this.#thinkingSince === undefined) return;
    const reasoningMs = this.#clock.now() - this.#thinkingSince;
    this.#thinkingSince = undefined;
    this.#chat.dispatch({ type: "turn-changed", turnId: this.#turnId, change: { reasoningMs } });
  }
}
