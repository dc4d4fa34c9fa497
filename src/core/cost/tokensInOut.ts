import { formatTokens } from "./formatTokens";

/** `1.2k → 546`. */
export function tokensInOut(promptTokens: number, completionTokens: number): string {
  return `${formatTokens(promptTokens)} → ${formatTokens(completionTokens)}`;
}
