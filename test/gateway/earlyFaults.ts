import type { Fault, FaultContext } from "./fault";
import type { Frame } from "./streamFrames";
import type { Step, Steps } from "./step";
import { composeReasoning } from "./composeAnswer";
import { chunk, finishChunk } from "./streamFrames";
import { jsonReply } from "./step";
import { splitTokens } from "./splitTokens";

/** Every way in which an answer can fail before its first word, once or each time (wire 5.5, 6.5). */
export const earlyFaults: readonly Fault[] = [
  {
    name: "reasoning-then-cut",
    summary: "Loses the connection while it is still thinking.",
    reshape: (completion) => ({
      ...completion,
      reasoning: splitTokens(composeReasoning("", completion.seed)),
    }),
    stream: function* (context) {
      yield* context.stream(before(context, "empty"));
      yield { do: "cut" };
    },
  },
  {
    name: "cut-before-text",
    summary: "Loses the connection after the headers and a comment.",
    stream: cutBeforeText,
  },
  {
    name: "cut-before-text-then-ok",
    summary:
      "Loses the connection before the first word, once for each conversation, and is fine after that.",
    stream: (context) => (context.isFirstCall() ? cutBeforeText(context) : context.healthy()),
  },
  {
    name: "disconnect-then-ok",
    summary:
      "Loses the connection before the status line, once for each conversation, and is fine after that.",
    reply: (context) => (context.isFirstCall() ? [{ do: "cut" }] : context.healthy()),
  },
  {
    name: "error-event-then-ok",
    summary: "Sends an error event instead of an answer, once for each conversation, and is fine after that.",
    stream: (context) =>
      context.isFirstCall() ? withEvent(context, { error: serverError(502) }) : context.healthy(),
  },
  {
    name: "error-event",
    summary: "Sends an error event instead of an answer, with the upstream's own reason inside.",
    stream: (context) => {
      const metadata = { provider_name: "DeepInfra", raw: '{"message":"CUDA out of memory"}' };
      return withEvent(context, { error: { code: 502, message: "Provider returned error", metadata } });
    },
  },
  {
    name: "error-event-text",
    summary: "Sends an error event whose error is a text.",
    stream: (context) => withEvent(context, { error: "The upstream failed.", error_type: "upstream_error" }),
  },
  {
    name: "error-event-limit",
    summary: "Sends an error event about a rate limit that asks for a pause.",
    stream: (context) => {
      const availability = { code: "capacity_exhausted", retryable: true, retry_after: 2 };
      return withEvent(context, { error: { code: 429, message: "Slow down.", availability } });
    },
  },
  {
    name: "error-event-context",
    summary: "Sends an error event about a prompt that is too long.",
    stream: (context) =>
      withEvent(context, {
        error: { code: 400, message: "Too long", metadata: { error_type: "context_length_exceeded" } },
      }),
  },
  {
    name: "error-event-moderated",
    summary: "Sends an error event about refused content.",
    stream: (context) =>
      withEvent(context, { error: { code: 403, message: "Flagged", metadata: { reasons: ["violence"] } } }),
  },
  {
    name: "error-event-then-silence",
    summary: "Sends an error event and leaves the connection open.",
    stream: function* (context) {
      yield* withEvent(context, { error: serverError(502), choices: [] });
      yield { do: "hold" };
    },
  },
  {
    name: "bare-error-event",
    summary: "Sends the error object itself in an event of that name.",
    stream: function* (context) {
      yield* context.stream(before(context, "text"));
      yield write('event: error\ndata: {"type":"overloaded_error","message":"Overloaded"}\n\n');
    },
  },
  {
    name: "error-in-choice",
    summary: "Puts its error into the choice.",
    stream: (context) =>
      withEvent(context, {
        choices: [{ index: 0, delta: {}, error: serverError(502), finish_reason: null }],
      }),
  },
  {
    name: "error-finish",
    summary: "Finishes with error, and says nothing else about it.",
    stream: (context) =>
      withEvent(context, { choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }] }),
  },
  {
    name: "early-upstream-disconnect",
    summary: "Sends the gateway's own event for a lost upstream instead of an answer.",
    stream: (context) => withGatewayEvent(context, "upstream_disconnect"),
  },
  {
    name: "early-upstream-timeout",
    summary: "Sends the gateway's own event for a slow upstream instead of an answer.",
    stream: (context) => withGatewayEvent(context, "timeout"),
  },
  {
    name: "comments-only",
    summary: "Ends in good order after a comment.",
    stream: (context) => context.stream(before(context, "role")),
  },
  {
    name: "done-only",
    summary: "Is done without having answered.",
    stream: function* (context) {
      yield* context.stream(before(context, "text"));
      yield write("data: [DONE]\n\n");
    },
  },
  {
    name: "tool-calls-only",
    summary: "Calls a tool and writes no text.",
    stream: function* (context) {
      const { completion, dialect } = context;
      const call = { index: 0, id: "call_1", type: "function", function: { name: "read", arguments: "{}" } };
      const choices = [{ index: 0, delta: { tool_calls: [call] }, finish_reason: null }];
      yield* context.stream(before(context, "text"));
      yield write(chunk(completion, dialect, { choices }));
      yield write(finishChunk({ ...completion, finishReason: "tool_calls" }, dialect));
      yield write("data: [DONE]\n\n");
    },
  },
  {
    name: "silent",
    summary: "Takes the request and never says anything.",
    reply: () => [{ do: "hold" }],
  },
  {
    name: "headers-only",
    summary: "Sends its headers and then nothing.",
    reply: () => [
      { do: "head", status: 200, headers: { "content-type": "text/event-stream" } },
      { do: "hold" },
    ],
  },
  {
    name: "retry-after-date-then-ok",
    summary: "Names the time at which to come again, once for each conversation, and is fine after that.",
    reply: (context) => {
      if (!context.isFirstCall()) return context.healthy();
      const retryAfter = new Date(Date.now() + 20_000).toUTCString();
      return jsonReply(429, { error: { code: 429, message: "Slow down." } }, { "retry-after": retryAfter });
    },
  },
  {
    name: "availability-then-ok",
    summary: "Asks in its body for a pause, once for each conversation, and is fine after that.",
    reply: (context) => {
      if (!context.isFirstCall()) return context.healthy();
      const availability = { code: "capacity_exhausted", retryable: true, retry_after: 7 };
      return jsonReply(503, { error: { http_status: 503, message: "At capacity.", availability } });
    },
  },
  {
    name: "retry-after-hour",
    summary: "Asks to come again in an hour.",
    reply: () => jsonReply(429, { error: { code: 429, message: "Slow down." } }, { "retry-after": "3600" }),
  },
  {
    name: "huge-error",
    summary: "Answers with an error of two megabytes.",
    reply: () => jsonReply(400, { error: { code: 400, message: "ก".repeat(700_000) } }),
  },
  {
    name: "endless-error",
    summary: "Begins an error answer and never ends it.",
    reply: () => [
      { do: "head", status: 401, headers: { "content-type": "application/json" } },
      write('{"error":{"code":"INVALID_TOKEN","mess'),
      { do: "hold" },
    ],
  },
];

function write(bytes: string): Step {
  return { do: "write", bytes };
}

/** The healthy stream up to the first frame of this kind. */
function* before(context: FaultContext, kind: Frame["kind"]): Generator<Frame, void> {
  for (const frame of context.frames()) {
    if (frame.kind === kind) return;
    yield frame;
  }
}

function* cutBeforeText(context: FaultContext): Steps & Generator<Step, void> {
  yield* context.stream(before(context, "text"));
  yield { do: "cut" };
}

function* withEvent(
  context: FaultContext,
  fields: Readonly<Record<string, unknown>>,
): Steps & Generator<Step, void> {
  yield* context.stream(before(context, "text"));
  yield write(chunk(context.completion, context.dialect, fields));
}

function* withGatewayEvent(context: FaultContext, type: string): Steps & Generator<Step, void> {
  yield* context.stream(before(context, "text"));
  const error = { code: 503, message: "Connection to the upstream was lost.", type };
  yield write(`data: ${JSON.stringify({ id: context.completion.id, error })}\n\n`);
}

function serverError(code: number): Readonly<Record<string, unknown>> {
  return { code, message: "Provider disconnected", metadata: { error_type: "provider_unavailable" } };
}
