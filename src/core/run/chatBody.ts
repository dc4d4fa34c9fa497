import { omitAbsent } from "../omitAbsent";
import type { ChatRequest } from "../ports";
import type { ProviderKind } from "../providers/providerConfig";
import type { Reasoning } from "../spec/frontMatter";

/**
 * The body of `POST /chat/completions`: nothing in it that was not asked for, as gateways refuse what they do not know. It
 * is sent as `JSON.stringify` writes it, so that the same request is the same bytes. `kind`: of the provider it goes to.
 */
export function chatBody(request: ChatRequest, kind: ProviderKind): object {
  const isStream = request.stream ?? true;
  const isPlain = kind === "openai-compatible";
  return omitAbsent({
    model: request.modelId,
    // An empty assistant turn in the history makes some upstreams refuse the rest of the chat (wire 8, 38).
    messages: request.messages
      .filter((message) => message.role !== "assistant" || message.content.trim() !== "")
      .map(({ role, content }) => ({ role, content })),
    stream: isStream,
    stream_options: isStream ? { include_usage: true } : undefined,
    temperature: request.temperature,
    [request.maxTokensParameter ?? "max_tokens"]: request.maxTokens,
    top_p: request.topP,
    seed: request.seed,
    stop: request.stop,
    ...(request.reasoning && reasoningField(request.reasoning, isPlain)),
    provider: isPlain ? undefined : request.routing,
  });
}

/** Plain servers know OpenAI's own field, which has no number of tokens. */
function reasoningField(reasoning: Reasoning, isPlain: boolean): object {
  if ("effort" in reasoning) {
    return isPlain ? { reasoning_effort: reasoning.effort } : { reasoning: { effort: reasoning.effort } };
  }
  return isPlain ? {} : { reasoning: { max_tokens: reasoning.maxTokens } };
}
