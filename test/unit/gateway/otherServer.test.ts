import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { after, before, describe, it } from "mocha";
import { ChatEventAssembler } from "../../../src/gateway/chatEventAssembler";
import { readChatAnswer } from "../../../src/gateway/readChatAnswer";
import { RequestScope } from "../../../src/gateway/requestScope";
import type { LocalGateway } from "../../gateway/startLocalGateway";
import { startLocalGateway } from "../../gateway/startLocalGateway";
import { runOverSocket } from "./runOverSocket";
import type { EndedBy, SocketOutcome } from "./runOverSocket";
import { codeOf, collect, streamAnswer } from "./testGateway";

/** A reply, byte for byte, and the fault of the local gateway that has to look the same to the user. */
interface Replay {
  readonly name: string;
  readonly fault: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** `close`: the regular end; `cut`: the connection is destroyed before it; `hold`: nothing more comes. */
  readonly end?: "close" | "cut" | "hold";
  /** No reply at all: the connection is destroyed. */
  readonly isMute?: boolean;
  /** The text that must be left, in full. */
  readonly text: string;
  readonly isWhole?: boolean;
  readonly endedBy?: EndedBy;
}

const sample = (name: string): Buffer => readFileSync(`test/fixtures/wire/${name}`);

const event = (fields: unknown): string => `data: ${JSON.stringify(fields)}\n\n`;
const choice = (delta: object, rest: object = { finish_reason: null }): string =>
  event({ id: "gen-1", provider: "Acme", model: "acme/one", choices: [{ index: 0, delta, ...rest }] });
const finish = (reason: string, native = reason): string =>
  choice({ content: "" }, { finish_reason: reason, native_finish_reason: native });
const usage = (completion: number): string =>
  event({
    choices: [],
    usage: { prompt_tokens: 9, completion_tokens: completion, total_tokens: 9 + completion },
  });

const START = `: PROCESSING\n\n${choice({ role: "assistant", content: "" })}`;
const HALF = START + choice({ content: "Half a " }) + choice({ content: "wórd" });
const FULL = HALF + choice({ content: ", all of it." });
const HALF_TEXT = "Half a wórd";
const FULL_TEXT = "Half a wórd, all of it.";
const DONE = "data: [DONE]\n\n";
const broken = {
  code: 502,
  message: "Provider disconnected",
  metadata: { error_type: "provider_unavailable" },
};
const kiloEvent = (type: string): string =>
  event({ id: "gen-1", error: { code: 503, message: "Lost.", type } });
/** The text without the last byte of its `ó`. */
const upToHalfCharacter = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return bytes.subarray(0, bytes.lastIndexOf(Buffer.from("ó")) + 1);
};

/** Every ending of wire 5.5, and what stands beside it there, written from the reference. */
const streams: readonly Replay[] = [
  {
    name: "a healthy stream",
    fault: "slow-first-token",
    body: sample("stream.sample.sse"),
    text: 'Dobrý den, světe 👋🏽\n\n```ts\nconst x = "ž";\n```',
    isWhole: true,
  },
  {
    name: "OpenRouter's error in mid-stream",
    fault: "stream-error",
    body: sample("stream-error.sample.sse"),
    text: "Here is the first half of the ans",
  },
  {
    name: "Kilo's lost upstream",
    fault: "upstream-disconnect",
    body: sample("stream-error-kilo.sample.sse"),
    text: "Partial text that must not be lost",
  },
  {
    name: "good",
    fault: "finish-twice",
    body: FULL + finish("stop") + usage(5) + DONE,
    text: FULL_TEXT,
    isWhole: true,
  },
  {
    name: "good without [DONE]",
    fault: "no-done",
    body: FULL + finish("stop"),
    text: FULL_TEXT,
    isWhole: true,
  },
  {
    name: "good without the last blank line",
    fault: "unterminated",
    body: (FULL + finish("stop")).trimEnd(),
    text: FULL_TEXT,
    isWhole: true,
  },
  {
    name: "good, then cut",
    fault: "finish-then-cut",
    body: FULL + finish("stop"),
    end: "cut",
    text: FULL_TEXT,
    isWhole: true,
  },
  {
    name: "cut by length",
    fault: "length",
    body: HALF + finish("length", "max_tokens") + DONE,
    text: HALF_TEXT,
  },
  {
    name: "cut by a filter",
    fault: "content-filter",
    body: HALF + finish("content_filter", "SAFETY") + DONE,
    text: HALF_TEXT,
  },
  {
    name: "an error whose code is a text",
    fault: "stream-error-text-code",
    body:
      HALF +
      event({ error: { ...broken, code: "server_error" }, choices: [{ delta: {}, finish_reason: "error" }] }),
    text: HALF_TEXT,
  },
  {
    name: "an error with empty choices",
    fault: "stream-error-empty-choices",
    body: HALF + event({ error: broken, choices: [] }),
    text: HALF_TEXT,
  },
  {
    name: "an error only in the native finish reason",
    fault: "native-error",
    body: START + finish("stop", "network_error") + DONE,
    text: "",
  },
  {
    name: "Kilo's time limit",
    fault: "upstream-timeout",
    body: HALF + kiloEvent("timeout"),
    text: HALF_TEXT,
  },
  {
    name: "Kilo's lost upstream before any text",
    fault: "early-upstream-disconnect",
    body: START + kiloEvent("upstream_disconnect"),
    text: "",
  },
  {
    name: "Kilo's time limit before any text",
    fault: "early-upstream-timeout",
    body: START + kiloEvent("timeout"),
    text: "",
  },
  {
    name: "an error and no close",
    fault: "error-event-then-silence",
    body: START + event({ error: broken }),
    end: "hold",
    text: "",
  },
  {
    name: "a malformed event",
    fault: "malformed-json",
    body: `${HALF}data: {"id":\n\n`,
    end: "cut",
    text: HALF_TEXT,
  },
  { name: "the end without a finish reason", fault: "no-finish", body: FULL, text: FULL_TEXT, isWhole: true },
  { name: "an empty answer", fault: "empty", body: START + finish("stop") + usage(0) + DONE, text: "" },
  { name: "a lost connection", fault: "cut-socket", body: HALF, end: "cut", text: HALF_TEXT },
  {
    name: "a connection lost within a character",
    fault: "cut-mid-utf8",
    body: upToHalfCharacter(HALF),
    end: "cut",
    text: "Half a ",
  },
  {
    name: "an end within a character",
    fault: "half-character",
    body: upToHalfCharacter(HALF),
    text: "Half a ",
  },
  { name: "a connection lost before any text", fault: "cut-before-text", body: START, end: "cut", text: "" },
  { name: "comments and an end", fault: "comments-only", body: ": PROCESSING\n\n", text: "" },
  { name: "nothing but [DONE]", fault: "done-only", body: START + DONE, text: "" },
  {
    name: "a call of a tool",
    fault: "tool-calls-only",
    body:
      START +
      choice({ tool_calls: [{ index: null, id: "1", function: { name: "f", arguments: "{}" } }] }) +
      finish("tool_calls") +
      DONE,
    text: "",
  },
  {
    name: "reasoning only",
    fault: "reasoning-only",
    body: START + choice({ reasoning: "Hm." }) + finish("length") + usage(7) + DONE,
    text: "",
  },
  {
    name: "reasoning, then a lost connection",
    fault: "reasoning-then-cut",
    body: START + choice({ content: "", reasoning_details: [{ type: "reasoning.text", text: "Hm." }] }),
    end: "cut",
    text: "",
  },
  { name: "a silence", fault: "stall", body: HALF, end: "hold", text: HALF_TEXT, endedBy: "idleMs" },
  {
    name: "a silence after the headers",
    fault: "headers-only",
    body: "",
    end: "hold",
    text: "",
    endedBy: "firstTokenMs",
  },
  {
    name: "a healthy stream with CR LF",
    fault: "crlf",
    body: (FULL + finish("stop") + DONE).replaceAll("\n", "\r\n"),
    text: FULL_TEXT,
    isWhole: true,
  },
  {
    name: "a healthy stream in odd frames",
    fault: "odd-framing",
    body: `\uFEFF${(FULL + finish("stop") + DONE).replaceAll("data: ", "id: 1\nevent: message\ndata:").replaceAll(',"choices"', ',\ndata:"choices"')}`,
    text: FULL_TEXT,
    isWhole: true,
  },
  {
    name: "comments wrapped as data",
    fault: "wrapped-comment",
    body: `data: : PROCESSING\n\n${FULL}${finish("stop")}${DONE}`,
    text: FULL_TEXT,
    isWhole: true,
  },
  {
    name: "an error event of that name",
    fault: "bare-error-event",
    body: `${START}event: error\ndata: {"type":"overloaded_error","message":"Overloaded"}\n\n`,
    text: "",
  },
  {
    name: "an error in the choice",
    fault: "error-in-choice",
    body: START + choice({}, { finish_reason: null, error: broken }),
    text: "",
  },
  {
    name: "an error that is a text",
    fault: "error-event-text",
    body: START + event({ error: "It failed." }),
    text: "",
  },
  {
    name: "an overflow told by an event",
    fault: "error-event-context",
    body: START + event({ error: { code: 400, message: "x" }, error_type: "context_length_exceeded" }),
    text: "",
  },
  {
    name: "a refusal told by an event",
    fault: "error-event-moderated",
    body: START + event({ error: { code: 403, message: "x", metadata: { flagged_input: "y" } } }),
    text: "",
  },
  {
    name: "a finish reason of error",
    fault: "error-finish",
    body: START + finish("error"),
    text: "",
  },
];

interface Sample {
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const replies: readonly Replay[] = [
  ...(JSON.parse(sample("errors.sample.json").toString()) as readonly Sample[]).map(
    ({ name, status, headers, body }): Replay => ({
      name,
      fault: `error-${name}`,
      status,
      headers,
      body: typeof body === "string" ? body : JSON.stringify(body),
      text: name === "ok-200-partial-then-error" ? "partial output" : "",
    }),
  ),
  { name: "no reply at all", fault: "disconnect-before-headers", body: "", isMute: true, text: "" },
  {
    name: "no headers",
    fault: "silent",
    body: "",
    isMute: true,
    end: "hold",
    text: "",
    endedBy: "connectMs",
  },
  {
    name: "an answer in one piece, after line breaks",
    fault: "padded-json",
    headers: { "content-type": "application/json" },
    body: `\n\n\n{"choices":[{"finish_reason":"stop","message":{"content":"${FULL_TEXT}"}}]}`,
    text: FULL_TEXT,
    isWhole: true,
  },
  ...[400, 404, 429, 500, 503, 520, 522].map((status): Replay => ({
    name: `a bare ${status}`,
    fault: `error-bare-${status}`,
    status,
    headers: {},
    body: "",
    text: "",
  })),
];

const KEY = "kilo_test_key";

/** Speaks HTTP/1.1 by hand, one reply for each connection. */
class OtherServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(replay: () => Replay) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("error", () => undefined);
      let received = "";
      socket.on("data", (bytes) => {
        received += bytes.toString("latin1");
        const headEnd = received.indexOf("\r\n\r\n");
        const length = Number(/^content-length: (\d+)\r$/im.exec(received)?.[1] ?? 0);
        if (headEnd < 0 || received.length < headEnd + 4 + length) return;
        if (received.startsWith("GET ")) {
          // The account behind the key is in order.
          const profile = '{"user":{"email":"a@b.test"},"organizations":[]}';
          socket.end(
            `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${profile.length}\r\n\r\n${profile}`,
          );
        } else {
          answer(socket, replay());
        }
        received = "";
      });
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/gateway`;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

function answer(
  socket: Socket,
  { status = 200, headers, body, end = "close", isMute = false }: Replay,
): void {
  if (isMute) {
    if (end !== "hold") socket.destroy();
    return;
  }
  const bytes = Buffer.from(body);
  const lines = Object.entries(headers ?? { "content-type": "text/event-stream" })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  socket.write(`HTTP/1.1 ${status} X\r\n${lines}connection: close\r\ntransfer-encoding: chunked\r\n\r\n`);
  if (bytes.length > 0)
    socket.write(
      Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]),
    );
  if (end === "close") socket.end("0\r\n\r\n");
  else if (end === "cut") socket.end();
}

/** What the user can tell one outcome from another by. */
function seen({ result, pauses }: SocketOutcome, fullText: string, words: number): object {
  const { status, error, text, reasoning = "" } = result;
  const isAll = text === fullText || text.split(/\s+/).filter((word) => word !== "").length === words;
  return {
    status,
    code: error?.code,
    remedy: error?.remedy,
    retryable: error?.retryable,
    retries: pauses.length,
    kept: text === "" ? "none" : isAll ? "all" : "part",
    keepsReasoning: reasoning !== "",
  };
}

describe("another server, which shares nothing with the local gateway but the reference", function () {
  this.timeout(60_000);
  let gateway: LocalGateway;
  let current: Replay;
  const other = new OtherServer(() => current);
  let otherUrl = "";

  before(async () => {
    gateway = await startLocalGateway({ slowFirstTokenMs: 20 });
    otherUrl = await other.listen();
  });
  after(async () => {
    other.close();
    await gateway.close();
  });

  for (const replay of [...streams, ...replies]) {
    it(`${replay.name}: ends as fault/${replay.fault} does`, async () => {
      current = replay;
      const { endedBy, fault, text, isWhole = false } = replay;
      const run = { model: `fault/${fault}`, prompt: "[[words:30]]", apiKey: KEY, endedBy };
      const here = await runOverSocket({ ...run, baseUrl: otherUrl });
      assert.equal(here.result.text, text);
      const there = await runOverSocket({ ...run, baseUrl: gateway.baseUrl });
      const thinks = (there.result.reasoning ?? "") !== "";
      // The healthy sample thinks aloud; whether the local gateway's models do is not a matter of the ending.
      const found = seen(here, isWhole ? text : "\0", -1);
      assert.deepEqual(
        replay.name === "a healthy stream" ? { ...found, keepsReasoning: thinks } : found,
        seen(there, "\0", 30),
      );
    });
  }

  describe("and its streams, cut in two at every byte", () => {
    for (const { name, body, end } of streams) {
      it(name, async function () {
        this.timeout(120_000);
        const bytes = Buffer.from(body);
        const ending = end === "cut" ? "reset" : "close";
        const summary = async (...pieces: Uint8Array[]): Promise<string> => {
          const source = {
            response: streamAnswer(pieces, ending),
            timeouts: { connectMs: 0, firstTokenMs: 0, idleMs: 0 },
            scope: new RequestScope(undefined),
            context: { provider: "Kilo", host: "gateway.test", route: "chat", key: undefined },
          } as const;
          const { events, error } = await collect(readChatAnswer(source, new ChatEventAssembler()));
          return JSON.stringify([events, codeOf(error)]);
        };
        const whole = await summary(bytes);
        for (let cut = 1; cut < bytes.length; cut += 1) {
          assert.equal(await summary(bytes.subarray(0, cut), bytes.subarray(cut)), whole, `cut at ${cut}`);
        }
        assert.equal(await summary(...[...bytes].map((byte) => Uint8Array.of(byte))), whole, "byte by byte");
      });
    }
  });
});
