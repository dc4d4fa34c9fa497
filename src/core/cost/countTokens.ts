import { countClasses } from "./countClasses";
import { type ClassCounts, weigh } from "./tokenClasses";
import { tokenWeights, type TokenizerFamily } from "./tokenWeights";

/**
 * Estimated number of tokens of `text`, a whole number; 0 only for the empty text. For o200k and cl100k usually within 10 %
 * of the real count on a page of text; for the other families see `tokenWeights`.
 */
export function countTokens(text: string, family?: TokenizerFamily): number {
  return text === "" ? 0 : tokensOf(countClasses(text), family);
}

/** The same for a text that has been counted already; at least 1. */
export function tokensOf(counts: ClassCounts, family: TokenizerFamily = "mixed"): number {
  return Math.max(1, Math.round(weigh(counts, tokenWeights[family])));
}
