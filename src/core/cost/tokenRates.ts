import { addClassCounts, type ClassCounts, emptyClassCounts, weigh } from "./tokenClasses";
import { countClasses } from "./countClasses";
import { tokenWeights, type TokenizerFamily } from "./tokenWeights";

/** What a prompt is made of, as far as its tokens go. */
export interface PromptSize {
  /** Of all its texts together. */
  readonly counts: ClassCounts;
  readonly messages: number;
}

/** What a model makes of it. */
export interface TokenRates {
  /** Tokens per unit of each class, in the order of `tokenClasses`. */
  readonly weights: Float64Array;
  /** Chat formats wrap each message in a few control tokens, and open the answer with some more. */
  readonly perMessage: number;
  readonly perRequest: number;
  /** Past runs behind these figures. */
  readonly learnedFrom: number;
  /** How far a prompt that was never sent may be off, as a share of it. */
  readonly mayBeOffBy: number;
  /** Of specs that were run: what they have more than the weights say, as a share. */
  readonly specs: ReadonlyMap<string, number>;
}

/**
 * On texts that the weights had not seen, counts were off by up to 17 % for the two fitted families; the other families are
 * assumptions.
 */
const OFF_BEFORE_LEARNING = 0.25;

/** What holds for a model nobody has asked yet; `mixed` when its tokenizer is not known. */
export function defaultRates(family: TokenizerFamily = "mixed"): TokenRates {
  return {
    weights: tokenWeights[family],
    perMessage: 4,
    perRequest: 3,
    learnedFrom: 0,
    mayBeOffBy: OFF_BEFORE_LEARNING,
    specs: new Map(),
  };
}

export function sizeOfPrompt(texts: readonly string[]): PromptSize {
  const counts = emptyClassCounts();
  for (const text of texts) addClassCounts(counts, countClasses(text));
  return { counts, messages: texts.length };
}

/** Estimated prompt tokens, a whole number; format overhead included. `spec`: which one it is, if any. */
export function promptTokens(size: PromptSize, rates: TokenRates, spec?: string): number {
  const share = spec === undefined ? 0 : (rates.specs.get(spec) ?? 0);
  return Math.max(1, Math.round(rawPromptTokens(size, rates) * (1 + share)));
}

/** Without rounding, and without what is known of a spec. */
export function rawPromptTokens({ counts, messages }: PromptSize, rates: TokenRates): number {
  return weigh(counts, rates.weights) + messages * rates.perMessage + rates.perRequest;
}
