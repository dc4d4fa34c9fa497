import type { Fault, FaultContext } from "./fault";
import type { Frame } from "./streamFrames";
import type { Step, Steps } from "./step";
import { MULTIBYTE_TEXT, withText } from "./shapeFaults";
import { chunk, finishChunk, usageIn } from "./streamFrames";
import { splitTokens } from "./splitTokens";

/** Every way a stream can go on or end differently (wire 5.1, 5.2, 5.5). */
export const streamFaults: readonly Fault[] = [
  {
    name: "no-done",
    summary: "Ends well, but without [DONE].",
    stream: (context) => context.stream(without(context, "done")),
  },
  {
    name: "no-finish",
    summary: "Ends after the text, without finish reason, usage or [DONE].",
    stream: (context) => context.stream(without(context, "finish", "usage", "done")),
  },
  {
    name: "finish-twice",
    summary: "Sends the finish reason twice.",
    stream: (context) =>
      context.stream(mapped(context, (frame) => (frame.kind === "finish" ? [frame, frame] : [frame]))),
  },
  {
    name: "usage-on-finish-chunk",
    summary: "Reports usage on the chunk with the finish reason.",
    stream: (context) => {
      const { completion, dialect } = context;
      const bytes = finishChunk(completion, dialect, { usage: usageIn(completion, dialect) });
      return context.stream(
        mapped(context, (frame) => {
          if (frame.kind === "usage") return [];
          return frame.kind === "finish" ? [{ ...frame, bytes }] : [frame];
        }),
      );
    },
  },
  {
    name: "tool-calls",
    summary: "Answers and then calls a tool, its arguments in pieces.",
    stream: (context) => {
      const { completion, dialect } = context;
      const piece = (call: unknown): Frame => ({
        kind: "text",
        tokens: 1,
        bytes: chunk(completion, dialect, {
          choices: [{ index: 0, delta: { tool_calls: [call] }, finish_reason: null }],
        }),
      });
      const calls = [
        piece({
          index: 0,
          id: "call_local_1",
          type: "function",
          function: { name: "read_file", arguments: "" },
        }),
        piece({ index: 0, function: { arguments: '{"path":' } }),
        piece({ index: 0, function: { arguments: '"spec.md"}' } }),
      ];
      const bytes = finishChunk(
        { ...completion, finishReason: "tool_calls", nativeFinishReason: "tool_use" },
        dialect,
      );
      return context.stream(
        mapped(context, (frame) => (frame.kind === "finish" ? [...calls, { ...frame, bytes }] : [frame])),
      );
    },
  },
  {
    name: "stream-error",
    summary: "Breaks off with an error event that has a finish reason of error.",
    stream: (context) => withErrorEvent(context, errorChoice(502)),
  },
  {
    name: "stream-error-text-code",
    summary: "Breaks off with an error event whose code is a text.",
    stream: (context) => withErrorEvent(context, errorChoice("server_error")),
  },
  {
    name: "stream-error-empty-choices",
    summary: "Breaks off with an error event that has no choices in its list.",
    stream: (context) => withErrorEvent(context, { ...errorChoice(502), choices: [] }),
  },
  {
    name: "upstream-disconnect",
    summary: "Breaks off with the gateway's own event for a lost upstream.",
    stream: (context) =>
      withGatewayEvent(context, "upstream_disconnect", "Connection to the upstream was lost."),
  },
  {
    name: "upstream-timeout",
    summary: "Breaks off with the gateway's own event for an upstream that took too long.",
    stream: (context) => withGatewayEvent(context, "timeout", "The upstream took too long."),
  },
  {
    name: "malformed-json",
    summary: "Sends an event that is not JSON, after some text, and loses the connection.",
    whole: "cut",
    stream: function* (context) {
      yield* context.stream(firstHalf(context));
      yield write('data: {"id":"gen-broken","choices":[{"index":0,"delta":{"content":"lost\n\n');
      yield { do: "cut" };
    },
  },
  {
    name: "cut-socket",
    summary: "Loses the connection after some text.",
    whole: "cut",
    stream: function* (context) {
      yield* context.stream(firstHalf(context));
      yield { do: "cut" };
    },
  },
  {
    name: "cut-mid-utf8",
    summary: "Loses the connection in the middle of a character.",
    whole: "cut",
    stream: function* (context) {
      yield* context.stream(firstHalf(context));
      const choices = [{ index: 0, delta: { content: "ก้าว" }, finish_reason: null }];
      const bytes = Buffer.from(chunk(context.completion, context.dialect, { choices }));
      // One whole character of three bytes, and the first byte of the next.
      yield write(bytes.subarray(0, bytes.indexOf("ก้าว") + 4));
      yield { do: "cut" };
    },
  },
  {
    name: "half-character",
    summary: "Ends in good order in the middle of a character.",
    stream: function* (context) {
      yield* context.stream(firstHalf(context));
      const choices = [{ index: 0, delta: { content: "ก้าว" }, finish_reason: null }];
      const bytes = Buffer.from(chunk(context.completion, context.dialect, { choices }));
      yield write(bytes.subarray(0, bytes.indexOf("ก้าว") + 4));
    },
  },
  {
    name: "finish-then-cut",
    summary: "Loses the connection after the finish reason.",
    stream: function* (context) {
      yield* context.stream(without(context, "usage", "done"));
      yield { do: "cut" };
    },
  },
  {
    name: "done-then-silence",
    summary: "Leaves the connection open after [DONE].",
    stream: function* (context) {
      yield* context.stream(context.frames());
      yield { do: "hold" };
    },
  },
  {
    name: "native-error-after-text",
    summary: "Finishes with stop after the text; only the native finish reason tells of an error.",
    reshape: (completion) => ({ ...completion, nativeFinishReason: "error" }),
  },
  {
    name: "stall",
    summary: "Falls silent after some text, and never ends.",
    whole: "hold",
    stream: function* (context) {
      yield* context.stream(firstHalf(context));
      yield { do: "hold" };
    },
  },
  {
    name: "stall-with-comments",
    summary: "Sends nothing but keep-alive comments after some text, and never ends.",
    whole: "hold",
    stream: function* (context) {
      yield* context.stream(firstHalf(context));
      yield { do: "repeat", bytes: ": KILO PROCESSING\n\n", everyMs: context.commentIntervalMs };
    },
  },
  {
    name: "bytewise",
    summary: "Sends every byte on its own.",
    reshape: (completion) => withText(completion, splitTokens(MULTIBYTE_TEXT)),
    stream: function* (context) {
      for (const step of context.stream(context.frames())) {
        yield* step.do === "write" ? bytewise(step.bytes) : [step];
      }
    },
  },
  {
    name: "crlf",
    summary: "Ends its lines with CR LF.",
    stream: (context) => context.stream(rewritten(context, (bytes) => bytes.replaceAll("\n", "\r\n"))),
  },
  {
    name: "odd-framing",
    summary:
      "Starts with a byte order mark, leaves out the space after data:, and splits events over two data lines.",
    stream: function* (context) {
      const [head, ...rest] = context.stream(
        rewritten(context, (bytes) =>
          bytes.replace(/^data: /, "event: message\nid: 1\ndata:").replace(',"object":', ',\ndata:"object":'),
        ),
      );
      if (head !== undefined) yield head;
      yield write("\uFEFF");
      yield* rest;
    },
  },
  {
    name: "wrapped-comment",
    summary: "Sends its comments wrapped as data.",
    stream: (context) =>
      context.stream(rewritten(context, (bytes) => (bytes.startsWith(":") ? `data: ${bytes}` : bytes))),
  },
  {
    name: "unterminated",
    summary: "Leaves out [DONE] and the blank line after the last event.",
    stream: (context) =>
      context.stream(
        mapped(context, (frame) => {
          if (frame.kind === "done") return [];
          return frame.kind === "usage" ? [{ ...frame, bytes: frame.bytes.trimEnd() }] : [frame];
        }),
      ),
  },
];

function write(bytes: string | Uint8Array): Step {
  return { do: "write", bytes };
}

function* mapped(context: FaultContext, change: (frame: Frame) => readonly Frame[]): Generator<Frame, void> {
  for (const frame of context.frames()) yield* change(frame);
}

function rewritten(context: FaultContext, change: (bytes: string) => string): Iterable<Frame> {
  return mapped(context, (frame) => [{ ...frame, bytes: change(frame.bytes) }]);
}

function without(context: FaultContext, ...kinds: readonly Frame["kind"][]): Iterable<Frame> {
  return mapped(context, (frame) => (kinds.includes(frame.kind) ? [] : [frame]));
}

/** The stream up to the middle of its text. */
function* firstHalf(context: FaultContext): Generator<Frame, void> {
  let left = Math.ceil(context.completion.text.length / 2);
  for (const frame of context.frames()) {
    if (frame.kind === "finish") return;
    yield frame;
    if (frame.kind === "text") left -= frame.tokens;
    if (left <= 0) return;
  }
}

function* withErrorEvent(
  context: FaultContext,
  fields: Readonly<Record<string, unknown>>,
): Generator<Step, void> {
  yield* context.stream(firstHalf(context));
  yield write(chunk(context.completion, context.dialect, fields));
}

function errorChoice(code: number | string): Readonly<Record<string, unknown>> {
  return {
    error: {
      code,
      message: "Provider disconnected mid-stream",
      metadata: { error_type: "provider_unavailable", provider_code: "connection_reset" },
    },
    choices: [{ index: 0, delta: { content: "" }, finish_reason: "error", native_finish_reason: "error" }],
  };
}

function* withGatewayEvent(context: FaultContext, type: string, message: string): Generator<Step, void> {
  yield* context.stream(firstHalf(context));
  const event = { id: context.completion.id, error: { code: 503, message, type } };
  yield write(`data: ${JSON.stringify(event)}\n\n`);
}

function* bytewise(bytes: string | Uint8Array): Steps & Generator<Step, void> {
  for (const byte of Buffer.from(bytes)) {
    yield write(Uint8Array.of(byte));
    yield { do: "turn" };
  }
}
