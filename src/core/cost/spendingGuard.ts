import type { KnownPricing } from "../models/model";
import { countClasses } from "./countClasses";
import { listPrice } from "./listPrice";
import { addClassCounts, emptyClassCounts, weigh } from "./tokenClasses";
import type { TokenRates } from "./tokenRates";
import { toNumber } from "./usd";

/** A tail without a line break is counted again with each piece, and must not grow for ever. */
const LONGEST_TAIL = 2_000;

/**
 * Follows what an answer costs while it arrives: tokens so far × list price, with the prompt and the fee of the request. The
 * gateway's own counts take the place of ours where it sends them on the way.
 */
export class SpendingGuard {
  readonly #pricing: KnownPricing;
  readonly #rates: TokenRates;
  #promptTokens: number;
  #reportedTokens = 0;
  readonly #counts = emptyClassCounts();
  #tail = "";

  /** `promptTokens`: as estimated. */
  constructor(parts: {
    readonly pricing: KnownPricing;
    readonly rates: TokenRates;
    readonly promptTokens: number;
  }) {
    this.#pricing = parts.pricing;
    this.#rates = parts.rates;
    this.#promptTokens = parts.promptTokens;
  }

  /** A piece of the answer, or of its reasoning. */
  add(text: string): void {
    this.#tail += text;
    const end =
      this.#tail.lastIndexOf("\n") + 1 || (this.#tail.length > LONGEST_TAIL ? this.#tail.length : 0);
    if (end === 0) return;
    addClassCounts(this.#counts, countClasses(this.#tail.slice(0, end)));
    this.#tail = this.#tail.slice(end);
  }

  /** Counts that the gateway has sent while the answer goes on. */
  report(counts: { readonly promptTokens: number; readonly completionTokens: number }): void {
    this.#promptTokens = Math.max(this.#promptTokens, counts.promptTokens);
    this.#reportedTokens = Math.max(this.#reportedTokens, counts.completionTokens);
  }

  /** US dollars so far. */
  get usd(): number {
    const counted =
      weigh(this.#counts, this.#rates.weights) + weigh(countClasses(this.#tail), this.#rates.weights);
    const usd = listPrice(this.#pricing, {
      promptTokens: this.#promptTokens,
      completionTokens: Math.max(this.#reportedTokens, Math.round(counted)),
      cachedPromptTokens: 0,
      reasoningTokens: 0,
      cacheWriteTokens: 0,
    });
    // Prices that cannot be read have no estimate either, and such a run is not let through to here.
    return usd === undefined ? 0 : toNumber(usd);
  }
}
