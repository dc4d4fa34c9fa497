import type { ReportedCost, Usage } from "../core/cost/usage";
import type { ChatEvent } from "../core/ports";
import { parseChatChunk } from "./parseChatChunk";
import type { ChatChunk } from "./parseChatChunk";

/** Events of one chunk, and the failure it ended in, if it did. The events count even then: text is kept. */
export interface AssembledChunk {
  readonly events: readonly ChatEvent[];
  /** Shape of an error body; `undefined` = no failure. */
  readonly failure?: object;
  /** False when nothing of a chat answer was in it. */
  readonly isChatAnswer: boolean;
}

/** Turns the chunks of one answer into events, and remembers what later chunks have to be judged by. */
export class ChatEventAssembler {
  #hasText = false;
  #hasOutput = false;
  #isFinished = false;
  #wasAtWork = false;
  #model: string | undefined;
  #upstream: string | undefined;
  #usage: Usage | undefined;
  #cost: ReportedCost = { isByok: false };

  /** Text or reasoning was seen: from now on a failure leaves something behind. */
  get hasOutput(): boolean {
    return this.#hasOutput;
  }

  /** Who answers, as far as it was named. */
  get upstream(): string | undefined {
    return this.#upstream;
  }

  /** A finish reason was seen: the answer is whole, however the connection ends. */
  get isFinished(): boolean {
    return this.#isFinished;
  }

  /**
   * Nothing was shown, generated or billed, as far as anybody can tell: the same request may go out again without the user
   * reading or paying twice.
   */
  get isRepeatable(): boolean {
    return !this.#wasAtWork;
  }

  /** For half of an answer in one piece: no word of it can be read, but it was generated. */
  noteWork(): void {
    this.#wasAtWork = true;
  }

  accept(json: unknown): AssembledChunk {
    const chunk = parseChatChunk(json);
    const events: ChatEvent[] = [];
    this.#addSource(chunk, events);
    const quiet = events.length;
    if (chunk.reasoning !== undefined) events.push({ type: "reasoning-delta", text: chunk.reasoning });
    if (chunk.text !== undefined) events.push({ type: "text-delta", text: chunk.text });
    this.#hasText ||= chunk.text !== undefined;
    this.#hasOutput ||= chunk.text !== undefined || chunk.reasoning !== undefined;
    this.#addUsage(chunk, events);
    if (this.#hasOutput || chunk.hasToolCall || (this.#usage?.completionTokens ?? 0) > 0) this.noteWork();
    const failure = chunk.failure ?? (chunk.brokeUpstream && !this.#hasText ? { error: {} } : undefined);
    // Some upstreams send the finish reason twice; it is one end.
    if (failure === undefined && chunk.finishReason !== undefined && !this.#isFinished) {
      this.#isFinished = true;
      events.push({ type: "finish", reason: chunk.finishReason });
    }
    if (failure !== undefined) {
      // Whether it is billed may depend on it (wire 7.3).
      if (chunk.finishReason === "error") events.push({ type: "finish", reason: "error" });
      return { events, failure, isChatAnswer: true };
    }
    if (events.length === quiet) events.push({ type: "heartbeat" });
    return { events, isChatAnswer: chunk.isChatAnswer };
  }

  /** Every chunk names model and upstream; only news is an event. */
  #addSource(chunk: ChatChunk, events: ChatEvent[]): void {
    const model = chunk.model ?? this.#model;
    const upstream = chunk.upstream ?? this.#upstream;
    if (model === this.#model && upstream === this.#upstream) return;
    this.#model = model;
    this.#upstream = upstream;
    events.push({
      type: "served-by",
      ...(model !== undefined && { model }),
      ...(upstream !== undefined && { upstream }),
    });
  }

  /** The last usage event counts, so each one carries what earlier chunks reported: cost and counts may come apart. */
  #addUsage(chunk: ChatChunk, events: ChatEvent[]): void {
    if (chunk.report === undefined) return;
    const { usage, ...cost } = chunk.report;
    this.#usage = usage ?? this.#usage;
    this.#cost = { ...this.#cost, ...cost };
    events.push({ type: "usage", usage: this.#usage, cost: this.#cost });
  }
}
