import type { Caller } from "./caller";
import type { ChatRequest, WireMessage } from "./chatRequest";
import type { Dialect } from "./dialect";
import type { RecordedRequest } from "./requestLog";
import type { Refusal } from "./refusal";
import type { WireModel } from "./wireModel";
import { isFree, servedModel } from "./catalogue";
import { organization } from "./caller";
import { readChatRequest } from "./chatRequest";
import { hashText } from "./hashText";
import { promptTokensOf } from "./promptTokensOf";

/** A chat request that will be answered. */
export interface AcceptedChat {
  readonly request: ChatRequest;
  readonly messages: readonly WireMessage[];
  /** The row the client asked for. */
  readonly asked: WireModel;
  /** The row that answers: another one for routers. */
  readonly served: WireModel;
  readonly promptTokens: number;
  /** Hash of model, messages and limits: the source of everything that varies from answer to answer. */
  readonly seed: number;
}

const ABSURD_MAX_TOKENS = 10_000_000;

/** The checks in the order of wire 4.1, from the third (JSON) to the last before the upstream, and the upstream's own. */
export function checkChat(
  incoming: RecordedRequest,
  caller: Caller,
  dialect: Dialect,
  catalogue: readonly WireModel[],
): AcceptedChat | Refusal {
  if (incoming.body === undefined) {
    const message = "Request body is not valid JSON";
    return { status: 400, type: "invalid_request", message };
  }
  const request = readChatRequest(incoming.body);
  if (request.hasProviderOptions) {
    return { status: 400, type: "unsupported_field", message: "Field not supported: providerOptions." };
  }
  if (request.model === undefined) {
    return { status: 404, type: "model_not_found", message: "No model was named." };
  }
  const messages = request.messages;
  if (messages === undefined || messages.length === 0) {
    return {
      status: 400,
      type: "invalid_request",
      message: "messages must be a list with at least one message.",
    };
  }
  const asked = catalogue.find((row) => row.id === request.model);
  const free = asked !== undefined && isFree(asked);
  const refused = checkCaller(withOrganization(caller, incoming), dialect, free);
  if (refused !== undefined) return refused;
  if ((request.maxTokens ?? 0) > ABSURD_MAX_TOKENS) {
    return { status: 503, type: "temporarily_unavailable", message: "Try again later." };
  }
  if (asked === undefined) return unknownModel(request.model, dialect);
  if (caller.kind === "account" && caller.depleted && !free) {
    const credits = { title: "Low credit", balance: -0.0132 };
    return {
      status: 402,
      type: "usage_limit_exceeded",
      message: "Add credits, or use a free model.",
      credits,
    };
  }
  if (request.deniesDataCollection && asked.mayTrainOnYourPrompts === true) {
    const message = "This model needs data collection to be allowed.";
    return { status: 400, type: "data_collection_required", message };
  }
  const seed = hashText(JSON.stringify([request.model, messages, request.maxTokens ?? null]));
  const promptTokens = promptTokensOf(messages);
  // A router keeps to one model while the conversation lasts, so its choice follows from the first message.
  const served = servedModel(catalogue, asked, hashText(messages[0]?.text ?? ""));
  return (
    checkUpstream(request, messages, served, promptTokens) ?? {
      request,
      messages,
      asked,
      served,
      promptTokens,
      seed,
    }
  );
}

/** Wire 1.7: a bad organisation id is not reported as such; the caller just counts as nobody. */
function withOrganization(caller: Caller, incoming: RecordedRequest): Caller {
  const id = incoming.headers["x-kilocode-organizationid"];
  const foreign = id !== undefined && id !== organization.id;
  return caller.kind === "account" && foreign ? { kind: "anonymous" } : caller;
}

function checkCaller(caller: Caller, dialect: Dialect, free: boolean): Refusal | undefined {
  if (caller.kind === "refused") {
    return {
      status: 401,
      type: "authentication_required",
      code: "INVALID_TOKEN",
      message: dialect === "kilo" ? "The token is not valid, sign in again." : "The key is not valid.",
      headers: { "www-authenticate": 'Bearer error="invalid_token"' },
    };
  }
  if (caller.kind === "account" || (free && dialect === "kilo")) return undefined;
  return {
    status: 401,
    type: "paid_model_auth_required",
    code: "PAID_MODEL_AUTH_REQUIRED",
    message: dialect === "kilo" ? "Sign in to use this model." : "Missing Authentication header",
  };
}

function unknownModel(id: string, dialect: Dialect): Refusal {
  return dialect === "openrouter"
    ? { status: 400, message: `${id} is not a valid model ID` }
    : { status: 404, type: "model_not_found", message: `The requested model '${id}' does not exist.` };
}

/** What the upstream itself refuses: tools (wire 8.25), empty turns (8.38), too long a prompt (8.26, 8.28). */
function checkUpstream(
  request: ChatRequest,
  messages: readonly WireMessage[],
  served: WireModel,
  promptTokens: number,
): Refusal | undefined {
  const parameters = served.supported_parameters ?? [];
  if (request.wantsTools && parameters.length > 0 && !parameters.includes("tools")) {
    return { status: 404, message: "No endpoints found that support tool use." };
  }
  if (messages.some(({ role, text }) => role === "assistant" && text === "")) {
    return { status: 400, message: "messages: assistant message must have non-empty content" };
  }
  const limit = served.top_provider.context_length ?? served.context_length;
  const wanted = promptTokens + (request.maxTokens ?? 0);
  if (wanted <= limit) return undefined;
  return {
    status: 400,
    type: "context_length_exceeded",
    message: `This endpoint's maximum context length is ${limit} tokens. However, you requested about ${wanted} tokens.`,
  };
}
