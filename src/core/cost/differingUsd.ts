import type { RunCost } from "./usage";
import { usdOfNumber } from "./usd";

/** A difference of one part in so many is rounding, or a price that changed an hour ago. */
const TOLERATED_PART = 20n;

/**
 * What the list prices come to, in US dollars, when the gateway reports more than 5 % more or less than that: one of the two
 * is wrong, and the reader should know. `undefined` when they agree, or there is nothing to compare. `listUsd`: absent when
 * it is not known.
 */
export function differingUsd(cost: RunCost, listUsd: number | undefined): number | undefined {
  if (cost.kind !== "reported" || listUsd === undefined) return undefined;
  const [reported, listed] = [usdOfNumber(cost.usd) ?? 0n, usdOfNumber(listUsd) ?? 0n];
  const difference = reported > listed ? reported - listed : listed - reported;
  return difference * TOLERATED_PART > listed ? listUsd : undefined;
}
