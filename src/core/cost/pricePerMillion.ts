import type { ModelPricing } from "../models/model";
import { parseUsd, timesTokens, toNumber } from "./usd";

/** Base prices in US dollars per million tokens, as people compare them; `undefined` when unknown or decided per request. */
export function pricePerMillion(
  pricing: ModelPricing,
): { readonly prompt: number; readonly completion: number } | undefined {
  if (pricing.kind !== "known") return undefined;
  const prompt = perMillion(pricing.prompt);
  const completion = perMillion(pricing.completion);
  return prompt === undefined || completion === undefined ? undefined : { prompt, completion };
}

/** From US dollars per token, as published; `undefined` for what is no price. */
export function perMillion(usdPerToken: string): number | undefined {
  const price = parseUsd(usdPerToken);
  return price === undefined ? undefined : toNumber(timesTokens(price, 1e6));
}
