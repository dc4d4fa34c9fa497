import { localNumber } from "../localNumber";

/** A number of tokens without its unit word: `999`, `1.2k`, `12.4k`, `412k`, `1.2M`. */
export function formatTokens(tokens: number): string {
  const count = wholeCount(tokens);
  if (count < 1000) return String(count);
  // The steps lie half a digit below the round number, so that nothing is shown as 100.0k or 1000k.
  if (count < 99_950) return `${localNumber((count / 1000).toFixed(1))}k`;
  if (count < 999_500) return `${Math.round(count / 1000)}k`;
  if (count < 99_950_000) return `${localNumber((count / 1_000_000).toFixed(1))}M`;
  return `${localNumber(String(Math.round(count / 1_000_000)))}M`;
}

/** The context length of a model, in tokens: `8.2k`, `128k`, `1M`. */
export function formatContextLength(tokens: number): string {
  const count = wholeCount(tokens);
  if (count < 1000) return String(count);
  if (count < 9950) return `${tenths(count / 1000)}k`;
  if (count < 999_500) return `${Math.round(count / 1000)}k`;
  return `${tenths(count / 1_000_000)}M`;
}

/** A limit in tokens the user typed, shown as typed: `4,000`. */
export function formatTokenLimit(tokens: number): string {
  return localNumber(String(wholeCount(tokens)));
}

/** One decimal, left out when it is zero. */
function tenths(value: number): string {
  return localNumber(value.toFixed(1).replace(/\.0$/, ""));
}

function wholeCount(tokens: number): number {
  return Number.isFinite(tokens) ? Math.max(0, Math.round(tokens)) : 0;
}
