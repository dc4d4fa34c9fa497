import type { RunningPrice } from "../../core/cost/runningPrice";
import { costSoFar } from "../../core/cost/runningPrice";
import { roughTokens } from "../../core/cost/roughTokens";
import { EarlyChecks } from "../../core/expect/earlyChecks";
import type { Expectation } from "../../core/expect/expectation";
import type { Clock } from "../../core/ports";
import { AnswerProgress } from "../../core/run/answerProgress";
import type { RunEvent } from "../../core/run/runChat";
import type { CompareColumn } from "../../protocol/compareProtocol";
import type { AnswerObserver } from "../../core/run/answerObserver";
import type { PreparedRequest } from "../../core/run/requestPreparer";

export type ColumnChange = Partial<Omit<CompareColumn, "id" | "text" | "reasoning">>;

/** Turns what arrives into changes of a column of a comparison. */
export class ColumnFollower implements AnswerObserver {
  readonly #clock: Clock;
  readonly #onChange: (change: ColumnChange) => void;
  readonly #onDelta: (text: string, reasoning: string) => void;
  readonly #progress: AnswerProgress;
  readonly #early: EarlyChecks;
  #price: RunningPrice | undefined;
  #startedAt = 0;
  #tokens = 0;
  #hasBegun = false;

  constructor(
    expectations: readonly Expectation[],
    clock: Clock,
    on: {
      readonly change: (change: ColumnChange) => void;
      readonly delta: (text: string, reasoning: string) => void;
    },
  ) {
    this.#clock = clock;
    this.#onChange = on.change;
    this.#onDelta = on.delta;
    this.#progress = new AnswerProgress(clock);
    this.#early = new EarlyChecks(expectations);
  }

  started({ estimate }: PreparedRequest, price?: RunningPrice): void {
    this.#price = price;
    this.#startedAt = this.#clock.now();
    this.#onChange({ phase: "sending", startedAt: this.#startedAt, estimate, ...(price && { price }) });
  }

  handle(event: RunEvent): void {
    if (event.type === "served-by" && event.upstream !== undefined) {
      this.#onChange({ servedBy: event.upstream });
    }
    if (event.type !== "text-delta" && event.type !== "reasoning-delta") return;
    const change = this.#progress.handle(event);
    if (!this.#hasBegun && event.text !== "") {
      this.#hasBegun = true;
      this.#onChange({ ...change, firstTokenAt: this.#clock.now() });
    } else if (Object.keys(change).length > 0) {
      this.#onChange(change);
    }
    const isText = event.type === "text-delta";
    this.#onDelta(isText ? event.text : "", isText ? "" : event.text);
    this.#check(event.text, isText);
  }

  ended(): void {
    const change = this.#progress.end();
    if (Object.keys(change).length > 0) this.#onChange(change);
  }

  #check(delta: string, isText: boolean): void {
    const before = this.#early.results;
    this.#tokens += roughTokens(delta);
    if (isText) this.#early.add(delta);
    const usd = costSoFar(this.#price, this.#tokens);
    this.#early.measure({
      elapsedMs: this.#clock.now() - this.#startedAt,
      ...(usd !== undefined && { usd }),
    });
    if (this.#early.results !== before) this.#onChange({ expect: this.#early.results });
  }
}
