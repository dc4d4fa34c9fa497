import type { KnownPricing, Model } from "../models/model";
import type { Usage } from "./usage";
import { parseUsd, timesTokens, type AttoUsd } from "./usd";

/** An auto model whose list price is a placeholder, the same for both directions (wire 2.5). */
const placeholderPriceId = "kilo/auto";

/**
 * The price list of `model`, when it says what a request will cost. `undefined` when it has none, when the price is decided
 * per request, and for a row that costs nothing only because the account's own upstream key pays (wire 7.2).
 */
export function usablePricing(model: Model | undefined): KnownPricing | undefined {
  if (model === undefined || model.pricing.kind !== "known" || model.id === placeholderPriceId)
    return undefined;
  if (model.hasOwnKey && isZero(model.pricing.prompt) && isZero(model.pricing.completion)) return undefined;
  return model.pricing;
}

/** True when nothing in the list costs anything, whatever the number of tokens. */
export function isFreeOfCharge(pricing: KnownPricing): boolean {
  const prices = [pricing, ...(pricing.steps ?? [])].flatMap((step) => [
    step.prompt,
    step.completion,
    step.cachedPrompt,
    step.cacheWrite,
  ]);
  return [...prices, pricing.request].every((price) => price === undefined || isZero(price));
}

/**
 * List price of `usage` (wire 7.3). Cached tokens are part of the prompt and reasoning is part of the completion, so neither
 * is counted twice. Token counts must be non-negative whole numbers. `undefined` when a price cannot be read.
 */
export function listPrice(pricing: KnownPricing, usage: Usage): AttoUsd | undefined {
  const prices = { ...pricing };
  for (const { abovePromptTokens, ...step } of pricing.steps ?? []) {
    // Strictly greater; a later step wins, price by price (wire 2.3).
    if (usage.promptTokens > abovePromptTokens) Object.assign(prices, step);
  }
  const uncached = Math.max(0, usage.promptTokens - usage.cachedPromptTokens - usage.cacheWriteTokens);
  const items: readonly (readonly [price: string, count: number])[] = [
    [prices.prompt, uncached],
    [prices.cachedPrompt ?? prices.prompt, usage.cachedPromptTokens],
    [prices.cacheWrite ?? prices.prompt, usage.cacheWriteTokens],
    [prices.completion, usage.completionTokens],
    [prices.request ?? "0", 1],
  ];
  let sum: AttoUsd = 0n;
  for (const [price, count] of items) {
    const usd = parseUsd(price);
    if (usd === undefined) return undefined;
    sum += timesTokens(usd, count);
  }
  return sum;
}

function isZero(price: string): boolean {
  return parseUsd(price) === 0n;
}
