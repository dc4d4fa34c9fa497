import type { AcceptedChat } from "./checkChat";
import type { Completion } from "./completion";
import type { Dialect } from "./dialect";
import type { FaultContext } from "./fault";
import type { Frame } from "./streamFrames";
import type { GatewayState } from "./gatewayState";
import type { RecordedRequest } from "./requestLog";
import type { Headers, Step, Steps } from "./step";
import { checkChat } from "./checkChat";
import { complete } from "./completion";
import { faultOf } from "./faults";
import { hashText } from "./hashText";
import { identifyCaller } from "./caller";
import { refuse } from "./refusal";
import { streamFrames } from "./streamFrames";
import { wholeAnswer } from "./wholeAnswer";

/** The reply to a chat request, and the seed of its pace. */
export interface ChatReply {
  readonly steps: Steps;
  readonly seed: number;
}

/** `POST {prefix}/chat/completions` (wire 4 and 5). */
export function replyToChat(incoming: RecordedRequest, state: GatewayState, dialect: Dialect): ChatReply {
  const caller = identifyCaller(incoming.headers, state.validKeys, dialect);
  const chat = checkChat(incoming, caller, dialect, state.catalogue);
  if (!("seed" in chat)) return { steps: refuse(chat, dialect), seed: 0 };
  const fault = faultOf(chat.served.id);
  const plain = complete(chat, state.cache);
  const completion = fault?.reshape?.(plain) ?? plain;
  const context = createContext(incoming, state, dialect, chat, completion);
  book(state, completion);
  return { steps: replyOf(context, chat, fault), seed: chat.seed };
}

function replyOf(context: FaultContext, chat: AcceptedChat, fault: ReturnType<typeof faultOf>): Steps {
  if (fault?.reply !== undefined) return fault.reply(context);
  if (chat.request.stream) return fault?.stream?.(context) ?? context.healthy();
  if (fault?.whole === "hold") return [{ do: "hold" }];
  return fault?.whole === "cut" ? halfOf(context) : context.healthy();
}

function createContext(
  incoming: RecordedRequest,
  state: GatewayState,
  dialect: Dialect,
  { asked, messages, request }: AcceptedChat,
  completion: Completion,
): FaultContext {
  const headers = headersOf(completion, dialect);
  const frames = (): Generator<Frame, void> => streamFrames(completion, dialect, request.wantsUsage);
  const stream = (source: Iterable<Frame>): Steps => streamSteps(headers, source);
  return {
    completion,
    dialect,
    frames,
    stream,
    healthy: () => (request.stream ? stream(frames()) : wholeSteps(headers, completion, dialect)),
    isFirstCall: () => {
      const session = incoming.headers["x-kilocode-taskid"] ?? hashText(messages[0]?.text ?? "");
      const key = `${asked.id} ${String(session)}`;
      const isFirst = !state.visited.has(key);
      state.visited.add(key);
      return isFirst;
    },
    url: new URL(incoming.path, `http://${incoming.headers.host ?? "127.0.0.1"}`),
    slowFirstTokenMs: state.slowFirstTokenMs,
    commentIntervalMs: state.commentIntervalMs,
  };
}

/** Wire 0.1 rule 6: nothing of the upstream's headers but these. The date is made up, like every time in an answer. */
function headersOf(completion: Completion, dialect: Dialect): Headers {
  const date = new Date(completion.created * 1000).toUTCString();
  const requestId = `local::${completion.seed.toString(16).padStart(8, "0")}`;
  return dialect === "plain" ? { date } : { date, "request-id": requestId };
}

function* streamSteps(headers: Headers, frames: Iterable<Frame>): Generator<Step, void> {
  const stream = { "content-type": "text/event-stream", "content-encoding": "identity" };
  yield { do: "head", status: 200, headers: { ...headers, ...stream } };
  for (const { bytes, tokens } of frames) {
    yield tokens === 0 ? { do: "write", bytes } : { do: "write", bytes, tokens };
  }
}

function* wholeSteps(headers: Headers, completion: Completion, dialect: Dialect): Generator<Step, void> {
  yield { do: "think", tokens: completion.reasoning.length + completion.text.length };
  yield { do: "head", status: 200, headers: { ...headers, "content-type": "application/json" } };
  yield { do: "write", bytes: JSON.stringify(wholeAnswer(completion, dialect)) };
}

function* halfOf({ completion, dialect }: FaultContext): Generator<Step, void> {
  const bytes = JSON.stringify(wholeAnswer(completion, dialect));
  yield { do: "head", status: 200, headers: { "content-type": "application/json" } };
  yield { do: "write", bytes: bytes.slice(0, bytes.length / 2) };
  yield { do: "cut" };
}

function book(state: GatewayState, { model, charged, usage }: Completion): void {
  if (usage === undefined) return;
  state.ledger.book({
    model,
    usd: charged,
    prompt: usage.prompt_tokens,
    completion: usage.completion_tokens,
    cached: usage.prompt_tokens_details.cached_tokens,
    cacheWrite: usage.prompt_tokens_details.cache_write_tokens,
  });
}
