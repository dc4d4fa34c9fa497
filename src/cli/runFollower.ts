import * as l10n from "@vscode/l10n";
import { formatDuration } from "../core/cost/formatDuration";
import { formatEstimate } from "../core/cost/formatCost";
import { formatTokens } from "../core/cost/formatTokens";
import { roughTokens } from "../core/cost/roughTokens";
import { costSoFar, type RunningPrice } from "../core/cost/runningPrice";
import type { FallbackHop } from "../core/fallback/fallbackHop";
import { hopText } from "../core/fallback/hopText";
import type { Clock } from "../core/ports";
import type { AnswerObserver } from "../core/run/answerObserver";
import { AnswerProgress } from "../core/run/answerProgress";
import type { PreparedRequest } from "../core/run/requestPreparer";
import type { RunEvent } from "../core/run/runChat";
import { estimateLine } from "./estimateLine";
import type { Output } from "./output";

/** Shows a run while it goes on: who is asked and for what price, the answer as it comes, and a line with what it has come to. */
export class RunFollower implements AnswerObserver {
  readonly #output: Output;
  readonly #clock: Clock;
  /** Prints the answer; absent where only its end is of interest. */
  readonly #print: ((text: string) => void) | undefined;
  readonly #signal: AbortSignal;
  #progress: AnswerProgress;
  #phase: "sending" | "thinking" | "answering" = "sending";
  #waitingUntil: number | undefined;
  #price: RunningPrice | undefined;
  #startedAt = 0;
  #tokens = 0;
  #toldHops = 0;

  constructor(
    {
      output,
      clock,
      signal,
    }: { readonly output: Output; readonly clock: Clock; readonly signal: AbortSignal },
    print: ((text: string) => void) | undefined,
  ) {
    this.#output = output;
    this.#clock = clock;
    this.#signal = signal;
    this.#print = print;
    this.#progress = new AnswerProgress(clock);
  }

  started({ modelName, provider, estimate }: PreparedRequest, price?: RunningPrice): void {
    this.#price = price;
    this.#tokens = 0;
    this.#phase = "sending";
    this.#waitingUntil = undefined;
    this.#progress = new AnswerProgress(this.#clock);
    this.#startedAt = this.#clock.now();
    this.#output.note(`${modelName}, ${provider.displayName} · ${estimateLine(estimate)}`);
    this.#output.status.show(() => this.statusText());
  }

  handle(event: RunEvent): void {
    const { phase } = this.#progress.handle(event);
    if (phase) this.#phase = phase;
    switch (event.type) {
      case "accepted":
      case "served-by":
        return;
      case "waiting":
        this.#waitingUntil = this.#clock.now() + event.waitMs;
        this.#output.note(
          `${event.error.message} ${l10n.t("Next attempt in {0}.", formatDuration(event.waitMs))}`,
        );
        return;
      case "retrying":
        this.#waitingUntil = undefined;
        return;
      case "reasoning-delta":
        this.#tokens += roughTokens(event.text);
        return;
      case "text-delta":
        this.#tokens += roughTokens(event.text);
        this.#print?.(event.text);
        return;
    }
  }

  ended(): void {
    this.#output.status.hide();
    if (this.#print) this.#output.endAnswer();
  }

  /** Stations of the fallback chain that have come to something. */
  hops(hops: readonly FallbackHop[]): void {
    for (const hop of hops.slice(this.#toldHops)) {
      if (hop.state === "running") return;
      this.#toldHops += 1;
      if (hop.state === "answered") continue;
      this.#output.note(
        `${hop.model.name}, ${hop.provider.displayName} · ${hopText(hop, this.#clock.now())}`,
      );
    }
  }

  statusText(): string {
    const elapsedMs = this.#clock.now() - this.#startedAt;
    const usd = costSoFar(this.#price, Math.round(this.#tokens));
    return [
      this.#phaseWords(),
      l10n.t("{0} s", Math.floor(elapsedMs / 1000)),
      this.#tokens >= 1 ? l10n.t("{0} tok", formatTokens(this.#tokens)) : undefined,
      usd !== undefined && usd > 0 ? formatEstimate(usd) : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(" · ");
  }

  #phaseWords(): string {
    if (this.#signal.aborted) return l10n.t("Stopping");
    if (this.#waitingUntil !== undefined) {
      const seconds = Math.ceil((this.#waitingUntil - this.#clock.now()) / 1000);
      return seconds > 0 ? l10n.t("Waiting {0} s, then retry", seconds) : l10n.t("Waiting, then retry");
    }
    switch (this.#phase) {
      case "sending":
        return l10n.t("Sending");
      case "thinking":
        return l10n.t("Thinking");
      case "answering":
        return l10n.t("Answering");
    }
  }
}
