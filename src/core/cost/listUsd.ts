import type { Model } from "../models/model";
import { listPrice, usablePricing } from "./listPrice";
import type { Usage } from "./usage";
import { toNumber } from "./usd";

/** US dollars that the list asks for these tokens; `undefined` when it has no price for them, or they cannot be right. */
export function listUsd(model: Model | undefined, usage: Usage | undefined): number | undefined {
  const pricing = usablePricing(model);
  if (pricing === undefined || usage === undefined || !isPlausible(usage)) return undefined;
  const usd = listPrice(pricing, usage);
  return usd === undefined ? undefined : toNumber(usd);
}

/** Whether the counts can be those of a real request. All zeros are a placeholder: a prompt has at least one token. */
function isPlausible(usage: Usage): boolean {
  const counts = [
    usage.promptTokens,
    usage.completionTokens,
    usage.cachedPromptTokens,
    usage.reasoningTokens,
    usage.cacheWriteTokens,
  ];
  return counts.every((count) => Number.isSafeInteger(count) && count >= 0) && usage.promptTokens > 0;
}
