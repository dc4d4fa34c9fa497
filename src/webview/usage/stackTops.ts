import type { SpendingStack } from "./spendingStacks";

/** How high each layer reaches, in US dollars: with everything below it. */
export function stackTops(
  stacks: readonly Pick<SpendingStack, "usdBySlot">[],
): readonly (readonly number[])[] {
  let below: readonly number[] = [];
  return stacks.map(({ usdBySlot }) => {
    below = usdBySlot.map((usd, slot) => usd + (below[slot] ?? 0));
    return below;
  });
}
