import type { ModelPricing } from "../models/model";
import { parseUsd, timesTokens, toNumber } from "./usd";

/** Base prices in US dollars per million tokens, as people compare them; `undefined` when unknown or decided per request. */
export function pricePerMillion(
  pricing: ModelPricing,
): { readonly prompt: number; readonly completion: number } | undefined {
  if (pricing.kind !== "known") return undefined;
  const prompt = parseUsd(pricing.prompt);
  const completion = parseUsd(pricing.completion);
  if (prompt === undefined || completion === undefined) return undefined;
  return { prompt: toNumber(timesTokens(prompt, 1e6)), completion: toNumber(timesTokens(completion, 1e6)) };
}
