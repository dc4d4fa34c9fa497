/**
 * Money as whole multiples of 1e-18 US dollars, so that prices as small as 1e-8 per token add up without rounding. Only
 * the result is turned into a floating-point number, once (wire 7.3: round only for display).
 */
export type AttoUsd = bigint;

const decimals = 18;
const decimalText = /^\+?(\d{0,60})(?:\.(\d{0,60}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal string of US dollars such as `"0.000003"`, `"1e-7"` or `".5"` (wire 2.3). Digits beyond the eighteenth
 * decimal are rounded half up. `undefined` for whatever is not a non-negative finite amount: `"-1"`, `"NaN"`, `""`.
 */
export function parseUsd(text: string): AttoUsd | undefined {
  const match = decimalText.exec(text.trim());
  if (match === null) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  // No price is near 1e60; a bound keeps a hostile exponent from building a gigantic number.
  const shift = decimals - fraction.length + Number(exponent);
  if (digits === "" || shift > 100) return undefined;
  if (shift >= 0) return BigInt(digits) * 10n ** BigInt(shift);
  if (-shift > digits.length) return 0n;
  return divideHalfUp(BigInt(digits), 10n ** BigInt(-shift));
}

/** The amount a floating-point number stands for in its shortest decimal form; `undefined` when negative or not finite. */
export function usdOfNumber(usd: number): AttoUsd | undefined {
  return parseUsd(String(usd));
}

/** `tokens` must be a non-negative whole number. */
export function timesTokens(usdPerToken: AttoUsd, tokens: number): AttoUsd {
  return usdPerToken * BigInt(tokens);
}

/** The nearest floating-point number of US dollars. */
export function toNumber(usd: AttoUsd): number {
  return Number(`${usd}e-${decimals}`);
}

/** Both must be non-negative. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor / 2n) / divisor;
}
