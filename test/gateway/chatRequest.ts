export interface WireMessage {
  readonly role: string;
  /** The text, or the text parts joined. */
  readonly text: string;
}

/** What matters of a chat request's body. */
export interface ChatRequest {
  /** Trimmed; `undefined` when missing. */
  readonly model: string | undefined;
  /** `undefined` when `messages` is not an array. */
  readonly messages: readonly WireMessage[] | undefined;
  readonly stream: boolean;
  /** `max_completion_tokens`, else `max_tokens`. */
  readonly maxTokens: number | undefined;
  readonly wantsTools: boolean;
  /** `provider.data_collection: "deny"` or `provider.zdr: true`. */
  readonly deniesDataCollection: boolean;
  readonly hasProviderOptions: boolean;
  /** `stream_options.include_usage`, which only the plain dialect needs. */
  readonly wantsUsage: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a parsed JSON body; anything of the wrong type counts as missing. */
export function readChatRequest(body: unknown): ChatRequest {
  const fields = asFields(body);
  const provider = asFields(fields["provider"]);
  const model = fields["model"];
  const messages = fields["messages"];
  const maxTokens = [fields["max_completion_tokens"], fields["max_tokens"]].find(isNumber);
  return {
    model: typeof model === "string" && model.trim() !== "" ? model.trim() : undefined,
    messages: Array.isArray(messages) ? messages.map(readMessage) : undefined,
    stream: fields["stream"] === true,
    maxTokens,
    wantsTools: Array.isArray(fields["tools"]) && fields["tools"].length > 0,
    deniesDataCollection: provider["data_collection"] === "deny" || provider["zdr"] === true,
    hasProviderOptions: fields["providerOptions"] !== undefined,
    wantsUsage: asFields(fields["stream_options"])["include_usage"] === true,
  };
}

function readMessage(value: unknown): WireMessage {
  const { role, content } = asFields(value);
  const parts: readonly unknown[] = Array.isArray(content) ? content : [{ text: content }];
  const texts = parts.map((part) => asFields(part)["text"]).filter((text) => typeof text === "string");
  return { role: typeof role === "string" ? role : "user", text: texts.join("\n") };
}

function asFields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
