import type { WirePricing } from "./wireModel";

/** What is paid for. `prompt` includes `cached` and `cacheWrite`; `completion` includes reasoning. */
export interface TokenCounts {
  readonly prompt: number;
  readonly completion: number;
  readonly cached: number;
  readonly cacheWrite: number;
}

/** Exact US dollars as decimal strings. `prompt` and `completion` leave out the fee per request; `total` has it. */
export interface Cost {
  readonly prompt: string;
  readonly completion: string;
  readonly total: string;
}

const DIGITS = 18;

/** Units of 10^-18 dollars. Throws on anything but a plain decimal, so that a wrong price list shows at once. */
export function toUnits(decimal: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,18}))?$/.exec(decimal);
  if (match === null) throw new Error(`Not a price: ${decimal}`);
  return BigInt((match[1] ?? "") + (match[2] ?? "").padEnd(DIGITS, "0"));
}

export function fromUnits(units: bigint): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(DIGITS + 1, "0");
  const fraction = digits.slice(-DIGITS).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -DIGITS)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Wire 7.3, in exact arithmetic, with the long-context steps of `overrides` (wire 2.3) that Kilo's list hides. */
export function costOf(listed: WirePricing, counts: TokenCounts): Cost {
  const price = { ...listed };
  for (const step of listed.overrides ?? []) {
    if (counts.prompt > (step.min_prompt_tokens ?? 0)) Object.assign(price, step);
  }
  const times = (tokens: number, perToken: string): bigint => BigInt(tokens) * toUnits(perToken);
  const uncached = Math.max(0, counts.prompt - counts.cached - counts.cacheWrite);
  const prompt =
    times(uncached, price.prompt) +
    times(counts.cached, price.input_cache_read ?? price.prompt) +
    times(counts.cacheWrite, price.input_cache_write ?? price.prompt);
  const completion = times(counts.completion, price.completion);
  const total = prompt + completion + toUnits(price.request ?? "0");
  return { prompt: fromUnits(prompt), completion: fromUnits(completion), total: fromUnits(total) };
}
