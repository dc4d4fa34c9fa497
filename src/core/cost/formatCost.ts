import * as l10n from "@vscode/l10n";
import { localNumber } from "../localNumber";
import type { ModelPricing } from "../models/model";
import { pricePerMillion } from "./pricePerMillion";
import { divideHalfUp, usdOfNumber, type AttoUsd } from "./usd";
import type { RunCost } from "./usage";

/** One US dollar, ten cents and the smallest amount shown as a figure, in 1e-18 US dollars. */
const oneDollar = 10n ** 18n;
const tenCents = 10n ** 17n;
const smallest = 10n ** 14n;

/** What one run cost: `$0.0118`, `free` or `unknown`. The word for its kind is the caller's to add. */
export function formatCost(cost: RunCost): string {
  return formatUsd(cost.kind === "unknown" ? undefined : cost.usd);
}

/**
 * An amount that was charged or computed, in US dollars: `<$0.0001`, `$0.0042`, `$0.412`, `$1,204.50`. 0 is `free`, a
 * missing amount `unknown`, a negative one `varies` (wire 2.3).
 */
export function formatUsd(usd: number | undefined): string {
  const amount = amountOrWord(usd);
  if (typeof amount === "string") return amount;
  if (amount < smallest) return `<${dollars(smallest, 4)}`;
  // Decided by the rounded amount, or 9.996 cents would be shown as $0.1000.
  if (roundTo(amount, 4) < tenCents) return dollars(roundTo(amount, 4), 4);
  if (roundTo(amount, 3) < oneDollar) return dollars(roundTo(amount, 3), 3);
  return dollars(roundTo(amount, 2), 2);
}

/** A budget, a balance or the sum of a day or more: always two decimals, `<$0.01` for less. May be negative: `−$0.42`. */
export function formatUsdSum(usd: number | undefined): string {
  return usd === undefined || !Number.isFinite(usd) ? l10n.t("unknown") : sumOf(usd, 2);
}

/** A sum beside the limit it counts against, both in US dollars: with as many decimals as the limit has, at most four. */
export function formatUsdSpent(usd: number, limitUsd: number): string {
  return sumOf(usd, Math.min(4, decimalsOf(usdOfNumber(limitUsd) ?? 0n)));
}

/**
 * What is left of a limit, in US dollars: never rounded up, so that it is less than what would pass it. Two decimals, up to
 * four below ten cents, where a run may still fit (`$0.0125`), `<$0.0001` for less. May be overdrawn: `−$0.42`.
 */
export function formatUsdLeft(usd: number): string {
  if (usd <= 0) return formatUsdSum(usd);
  // A difference of two doubles is off by some 1e-16: 2 - 1.81 has 0.19 left.
  const amount = roundTo(usdOfNumber(usd) ?? 0n, 12);
  if (amount < smallest) return `<${dollars(smallest, 4)}`;
  return allDigits(amount - (amount % (amount < tenCents ? smallest : oneDollar / 100n)));
}

/** A limit the user typed, in US dollars: with all its digits, at least two decimals (`$0.02`, `$0.0125`). */
export function formatUsdLimit(usd: number): string {
  return allDigits(usdOfNumber(usd) ?? 0n);
}

/**
 * A figure on an axis whose figures lie `stepUsd` apart, in US dollars: as many decimals as tell neighbours apart, at least
 * two (`$0.10`, `$0.005`); nothing is `0`.
 */
export function formatUsdStep(usd: number, stepUsd: number): string {
  const amount = usdOfNumber(usd) ?? 0n;
  const decimals = Math.min(18, Math.max(2, -Math.floor(Math.log10(stepUsd))));
  const rounded = roundTo(amount, decimals);
  return rounded === 0n ? "0" : dollars(rounded, decimals);
}

/**
 * An amount expected before sending, in US dollars: two significant digits, at most four decimals (`≈ $0.011`), `<$0.0001` for
 * less.
 */
export function formatEstimate(usd: number | undefined): string {
  const amount = amountOrWord(usd);
  if (typeof amount === "string") return amount;
  if (amount < smallest) return `<${dollars(smallest, 4)}`;
  return `≈ ${significant(amount, "nearest")}`;
}

/** The most a run can cost, in US dollars: as an estimate, but rounded up and without the `≈`, since it is a limit. */
export function formatAtMost(usd: number | undefined): string {
  const amount = amountOrWord(usd);
  return typeof amount === "string" ? amount : significant(amount, "up");
}

/** A price in US dollars per million tokens: `$3.00`, `$0.075`; 0 is `free`, missing `unknown`, negative `varies`. */
export function formatPerMillion(usdPerMillion: number | undefined): string {
  const amount = amountOrWord(usdPerMillion);
  if (typeof amount === "string") return amount;
  if (amount < oneDollar / 1000n) return `<${dollars(oneDollar / 1000n, 3)}`;
  return roundTo(amount, 3) < tenCents ? dollars(roundTo(amount, 3), 3) : dollars(roundTo(amount, 2), 2);
}

/** Input and output price of a model per million tokens, each as `formatPerMillion` shows it. */
export function formatPricing(pricing: ModelPricing): {
  readonly prompt: string;
  readonly completion: string;
} {
  if (pricing.kind === "varies") return { prompt: l10n.t("varies"), completion: l10n.t("varies") };
  const prices = pricePerMillion(pricing);
  return { prompt: formatPerMillion(prices?.prompt), completion: formatPerMillion(prices?.completion) };
}

/** A power of ten on a price axis, in US dollars, with no more digits than it needs: `$0.0001`, `$0.1`, `$1`, `$1,000`. */
export function formatPowerOfTen(exponent: number): string {
  return dollars(10n ** BigInt(18 + exponent), Math.max(0, -exponent));
}

function amountOrWord(usd: number | undefined): AttoUsd | string {
  if (usd === undefined) return l10n.t("unknown");
  if (usd === 0) return l10n.t("free");
  const amount = usdOfNumber(usd);
  // An amount too small for 1e-18 steps is still not free.
  if (amount !== undefined) return amount > 0n ? amount : 1n;
  return usd < 0 && Number.isFinite(usd) ? l10n.t("varies") : l10n.t("unknown");
}

function significant(amount: AttoUsd, rounding: "nearest" | "up"): string {
  let unit = unitOfTwoDigits(amount);
  const rounded = rounding === "up" ? roundUp(amount, unit) : divideHalfUp(amount, unit) * unit;
  // Rounding may have carried into a new first digit ($0.0996 → $0.10), which then has one decimal less.
  unit = unitOfTwoDigits(rounded);
  return dollars(rounded, unit >= oneDollar ? 0 : 19 - unit.toString().length);
}

/** The size of the second significant digit, but never less than the fourth decimal. */
function unitOfTwoDigits(amount: AttoUsd): AttoUsd {
  const unit = 10n ** BigInt(Math.max(0, amount.toString().length - 2));
  return unit < smallest ? smallest : unit;
}

function roundTo(amount: AttoUsd, decimals: number): AttoUsd {
  const unit = 10n ** BigInt(18 - decimals);
  return divideHalfUp(amount, unit) * unit;
}

function roundUp(amount: AttoUsd, unit: AttoUsd): AttoUsd {
  return ((amount + unit - 1n) / unit) * unit;
}

function sumOf(usd: number, decimals: number): string {
  const amount = usdOfNumber(Math.abs(usd)) ?? 0n;
  const least = 10n ** BigInt(18 - decimals);
  // Never "$0.00" for something that is not nothing, and never a debt made smaller.
  if (usd !== 0 && amount < least) return `${usd < 0 ? "−" : "<"}${dollars(least, decimals)}`;
  return `${usd < 0 ? "−" : ""}${dollars(roundTo(amount, decimals), decimals)}`;
}

function allDigits(amount: AttoUsd): string {
  return dollars(amount, decimalsOf(amount));
}

/** As many as it has, at least two. */
function decimalsOf(amount: AttoUsd): number {
  return Math.max(2, (amount % oneDollar).toString().padStart(18, "0").replace(/0+$/, "").length);
}

/** `amount` must already be rounded to `decimals`. */
function dollars(amount: AttoUsd, decimals: number): string {
  const whole = (amount / oneDollar).toString();
  if (decimals === 0) return `$${localNumber(whole)}`;
  const fraction = (amount % oneDollar).toString().padStart(18, "0").slice(0, decimals);
  return `$${localNumber(`${whole}.${fraction}`)}`;
}
