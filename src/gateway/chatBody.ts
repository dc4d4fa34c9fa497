import type { ChatRequest } from "../core/ports";

/** The body of `POST /chat/completions`: nothing in it that was not asked for, as gateways refuse what they do not know. */
export function chatBody(request: ChatRequest): object {
  const isStream = request.stream ?? true;
  return {
    model: request.modelId,
    // An empty assistant turn in the history makes some upstreams refuse the rest of the chat (wire 8, 38).
    messages: request.messages
      .filter((message) => message.role !== "assistant" || message.content.trim() !== "")
      .map(({ role, content }) => ({ role, content })),
    stream: isStream,
    ...(isStream && { stream_options: { include_usage: true } }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.maxTokens !== undefined && {
      [request.maxTokensParameter ?? "max_tokens"]: request.maxTokens,
    }),
  };
}
