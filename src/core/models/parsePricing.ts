import * as v from "valibot";
import { omitAbsent } from "../omitAbsent";
import type { ModelPricing, PriceStep } from "./model";

/** A fraction of a dollar in plain or scientific notation; gateways publish both, and some publish numbers. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const NOT_FINITE = /^[+-]?(?:infinity|inf|nan)$/i;

/** US dollars per token nobody asks for; from about here on numbers cannot be written without an exponent. */
const ABSURD_USD = 1e20;

/** Real lists have two or three; each is held against all others. */
const MOST_STEPS = 100;

const Fields = v.record(v.string(), v.unknown());
const Overrides = v.array(v.unknown());

type Price = { readonly kind: "known"; readonly usd: string } | { readonly kind: "varies" | "unknown" };

/**
 * Reads the `pricing` object of a model or endpoint row (wire 2.3). Never throws.
 *
 * `prompt` and `completion` decide the kind: one negative or not finite → `varies`; one missing or unreadable →
 * `unknown`. The other prices are dropped one by one when they are unusable. `overrides` become steps only where
 * `min_prompt_tokens` is their sole condition: a price that depends on the hour (`utc_start`, `utc_end`) is ignored,
 * because an estimate made now says nothing about when the answer is billed.
 */
export function parsePricing(value: unknown): ModelPricing {
  const parsed = v.safeParse(Fields, value);
  if (!parsed.success) return { kind: "unknown" };
  const fields = parsed.output;
  const prompt = parsePrice(fields["prompt"]);
  const completion = parsePrice(fields["completion"]);
  if (prompt.kind === "varies" || completion.kind === "varies") return { kind: "varies" };
  if (prompt.kind !== "known" || completion.kind !== "known") return { kind: "unknown" };
  const request = usdOf(fields["request"]);
  const steps = parseSteps(fields["overrides"]);
  return {
    kind: "known",
    prompt: prompt.usd,
    completion: completion.usd,
    ...omitAbsent({
      cachedPrompt: usdOf(fields["input_cache_read"]),
      cacheWrite: usdOf(fields["input_cache_write"]),
      request: request === undefined || isZeroPrice(request) ? undefined : request,
      steps: steps.length === 0 ? undefined : steps,
    }),
  };
}

/** True for zero in any notation, e.g. `"0"`, `"0.000000000000"`, `"-0"`. */
export function isZeroPrice(usd: string): boolean {
  return Number(usd) === 0;
}

function parsePrice(value: unknown): Price {
  if (typeof value !== "string" && typeof value !== "number") return { kind: "unknown" };
  const text = String(value).trim();
  if (NOT_FINITE.test(text)) return { kind: "varies" };
  if (!DECIMAL.test(text)) return { kind: "unknown" };
  const amount = Number(text);
  if (amount < 0 || !Number.isFinite(amount)) return { kind: "varies" };
  if (amount >= ABSURD_USD) return { kind: "unknown" };
  if (amount === 0 && text.startsWith("-")) return { kind: "known", usd: "0" };
  return { kind: "known", usd: /e|^\+/i.test(text) ? withoutExponent(amount) : text };
}

function usdOf(value: unknown): string | undefined {
  const price = parsePrice(value);
  return price.kind === "known" ? price.usd : undefined;
}

/** Prices travel through the program as plain decimals, so the scientific form is spelt out once, here. */
function withoutExponent(amount: number): string {
  const text = String(amount);
  if (!text.includes("e")) return text;
  return amount.toFixed(20).replace(/\.?0+$/, "");
}

/**
 * In the list a later entry wins per price, among those whose threshold is exceeded. Here the steps come out by ascending
 * threshold and each is complete, so that the last one exceeded can be used alone.
 */
function parseSteps(value: unknown): readonly PriceStep[] {
  const parsed = v.safeParse(Overrides, value);
  if (!parsed.success) return [];
  const entries: PriceStep[] = [];
  for (const item of parsed.output.slice(0, MOST_STEPS)) {
    const fields = v.safeParse(Fields, item);
    if (!fields.success) continue;
    const {
      min_prompt_tokens: above,
      utc_start: start,
      utc_end: end,
      prompt,
      completion,
      input_cache_read: cachedPrompt,
      input_cache_write: cacheWrite,
    } = fields.output;
    if (typeof above !== "number" || !Number.isSafeInteger(above) || above < 0) continue;
    if ((start ?? undefined) !== undefined || (end ?? undefined) !== undefined) continue;
    const prices = omitAbsent({
      prompt: usdOf(prompt),
      completion: usdOf(completion),
      cachedPrompt: usdOf(cachedPrompt),
      cacheWrite: usdOf(cacheWrite),
    });
    if (Object.keys(prices).length > 0) entries.push({ abovePromptTokens: above, ...prices });
  }
  const thresholds = [...new Set(entries.map((entry) => entry.abovePromptTokens))].toSorted((a, b) => a - b);
  return thresholds.map((threshold) => ({
    ...Object.assign({}, ...entries.filter((entry) => entry.abovePromptTokens <= threshold)),
    abovePromptTokens: threshold,
  }));
}
