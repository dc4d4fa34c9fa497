import type { WireMessage } from "./chatRequest";
import { countTokens } from "./splitTokens";

/** Tokens a request has beside its texts: a few for each message and for the start of the answer. */
const TOKENS_PER_MESSAGE = 4;
const TOKENS_PER_REQUEST = 3;

/** `usage.prompt_tokens` of a request with these messages. */
export function promptTokensOf(messages: readonly WireMessage[]): number {
  return messages.reduce((sum, { text }) => sum + countTokens(text) + TOKENS_PER_MESSAGE, TOKENS_PER_REQUEST);
}
