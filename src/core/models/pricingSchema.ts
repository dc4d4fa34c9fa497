import * as v from "valibot";

/** As `parsePricing` leaves them; a file may have been edited. */
const amount = v.pipe(v.string(), v.regex(/^(?:\d+\.?\d*|\.\d+)$/));
const step = {
  prompt: v.exactOptional(amount),
  completion: v.exactOptional(amount),
  cachedPrompt: v.exactOptional(amount),
  cacheWrite: v.exactOptional(amount),
};
/** A `ModelPricing` that was kept in a file. */
export const pricingSchema = v.variant("kind", [
  v.object({
    kind: v.literal("known"),
    ...step,
    prompt: amount,
    completion: amount,
    request: v.exactOptional(amount),
    steps: v.exactOptional(v.array(v.object({ abovePromptTokens: v.number(), ...step }))),
  }),
  v.object({ kind: v.literal("varies") }),
  v.object({ kind: v.literal("unknown") }),
]);
