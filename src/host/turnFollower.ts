import type { TurnPhase } from "../core/chat/chatState";
import type { RunningPrice } from "../core/cost/runningPrice";
import type { Clock } from "../core/ports";
import { AnswerProgress, type ProgressChange } from "../core/run/answerProgress";
import type { RunEvent } from "../core/run/runChat";
import type { AnswerObserver } from "../core/run/answerObserver";
import type { ChatSession } from "./chatSession";
import { describeTarget } from "./describeTarget";
import type { PreparedRequest } from "../core/run/requestPreparer";

/** Turns what arrives into changes of the turn: phases, deltas, who answers. */
export class TurnFollower implements AnswerObserver {
  readonly #turnId: string;
  readonly #chat: ChatSession;
  readonly #clock: Clock;
  #progress: AnswerProgress;
  #askedFor = "";

  constructor(turnId: string, chat: ChatSession, clock: Clock) {
    this.#turnId = turnId;
    this.#chat = chat;
    this.#clock = clock;
    this.#progress = new AnswerProgress(clock);
  }

  started(hop: PreparedRequest, price?: RunningPrice): void {
    const { provider, modelId, model, modelName, estimate } = hop;
    this.#askedFor = modelId;
    this.#progress = new AnswerProgress(this.#clock);
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
        return this.#enter({ phase: "waiting", waitingUntil: this.#clock.now() + event.waitMs });
      case "retrying":
        return this.#enter({ phase: "sending" });
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
        this.#follow(this.#progress.handle(event));
        this.#chat.dispatch({ type: "answer-delta", turnId, text: "", reasoning: event.text });
        return;
      case "text-delta":
        this.#follow(this.#progress.handle(event));
        this.#chat.dispatch({ type: "answer-delta", turnId, text: event.text, reasoning: "" });
        return;
    }
  }

  ended(): void {
    this.#follow(this.#progress.end());
  }

  #follow({ phase, reasoningMs }: ProgressChange): void {
    if (reasoningMs !== undefined) {
      this.#chat.dispatch({ type: "turn-changed", turnId: this.#turnId, change: { reasoningMs } });
    }
    if (phase !== undefined) this.#enter({ phase });
  }

  #enter(change: { readonly phase: TurnPhase; readonly waitingUntil?: number }): void {
    // Once the user pressed Stop, the turn stays "stopping" until it has ended.
    if (this.#chat.turn(this.#turnId)?.phase === "stopping") return;
    this.#chat.dispatch({ type: "turn-changed", turnId: this.#turnId, change });
  }
}
