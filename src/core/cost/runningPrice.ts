import type { KnownPricing } from "../models/model";
import { listPrice } from "./listPrice";
import { toNumber } from "./usd";

/** What an answer costs while it arrives. Plain JSON, US dollars. */
export interface RunningPrice {
  /** The prompt, with the fee of the request. */
  readonly promptUsd: number;
  readonly usdPerCompletionToken: number;
  /** The answer is stopped when it has cost so much; absent without a budget. */
  readonly capUsd?: number;
}

/** `undefined` when a price cannot be read. */
export function runningPrice(
  pricing: KnownPricing,
  promptTokens: number,
  capUsd?: number,
): RunningPrice | undefined {
  const usdWith = (completionTokens: number) => {
    const counts = { cachedPromptTokens: 0, reasoningTokens: 0, cacheWriteTokens: 0 };
    return listPrice(pricing, { promptTokens, completionTokens, ...counts });
  };
  const [prompt, withOne] = [usdWith(0), usdWith(1)];
  if (prompt === undefined || withOne === undefined) return undefined;
  return {
    promptUsd: toNumber(prompt),
    usdPerCompletionToken: toNumber(withOne - prompt),
    ...(capUsd !== undefined && { capUsd }),
  };
}

/** US dollars of an answer with so many tokens until now; `undefined` before the first, when nobody knows that anything is billed. */
export function costSoFar(price: RunningPrice | undefined, completionTokens: number): number | undefined {
  if (price === undefined || completionTokens === 0) return undefined;
  return price.promptUsd + completionTokens * price.usdPerCompletionToken;
}
