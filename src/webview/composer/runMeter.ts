import { roughTokens } from "../../core/cost/roughTokens";

/** Counts what is shown of a running answer. Times are the page's own clock: the host may be another machine. */
export class RunMeter {
  readonly turnId: string;
  readonly startedAtMs: number;
  #firstTokenAtMs: number | undefined;
  #tokens: number;
  #tokensAtFirst = 0;

  constructor(turnId: string, startedAtMs: number, textSoFar: string) {
    this.turnId = turnId;
    this.startedAtMs = startedAtMs;
    this.#tokens = roughTokens(textSoFar);
    this.#tokensAtFirst = this.#tokens;
  }

  count(text: string): void {
    if (text === "") return;
    this.#firstTokenAtMs ??= Date.now();
    this.#tokens += roughTokens(text);
  }

  get tokens(): number {
    return Math.round(this.#tokens);
  }

  /** Tokens this page saw arrive, and the milliseconds that took. */
  get speed(): { readonly tokens: number; readonly durationMs: number } {
    const durationMs = this.#firstTokenAtMs === undefined ? 0 : Date.now() - this.#firstTokenAtMs;
    return { tokens: this.#tokens - this.#tokensAtFirst, durationMs };
  }
}
