import type { WireMessage } from "./chatRequest";
import { hashText } from "./hashText";
import { promptTokensOf } from "./promptTokensOf";

const SHORTEST_PREFIX = 1024;
const GRAIN = 128;

/**
 * Remembers which beginnings of prompts each model has seen. A prefix of whole messages with 1024 tokens or more that
 * comes again is read from the cache, in steps of 128 tokens. So the same request costs less the second time: answers
 * follow from the sequence of requests, and `clear` starts the sequence anew.
 */
export class PromptCache {
  readonly #seen = new Set<string>();

  /** Tokens read from the cache and tokens written to it by this request. */
  use(
    modelId: string,
    messages: readonly WireMessage[],
  ): { readonly cached: number; readonly written: number } {
    let cached = 0;
    let key = modelId;
    for (const [index, { role, text }] of messages.entries()) {
      key = `${modelId} ${hashText(key)} ${role} ${text.length} ${hashText(text)}`;
      const tokens = inGrains(promptTokensOf(messages.slice(0, index + 1)));
      if (tokens >= SHORTEST_PREFIX && this.#seen.has(key)) cached = tokens;
      this.#seen.add(key);
    }
    const cacheable = inGrains(promptTokensOf(messages));
    return { cached, written: cacheable >= SHORTEST_PREFIX ? cacheable - cached : 0 };
  }

  clear(): void {
    this.#seen.clear();
  }
}

function inGrains(tokens: number): number {
  return Math.floor(tokens / GRAIN) * GRAIN;
}
