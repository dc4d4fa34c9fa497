import assert from "node:assert/strict";
import { UserFacingError } from "../../src/core/errors";
import type { ChatEvent } from "../../src/core/ports";
import { ChatEventAssembler } from "../../src/gateway/chatEventAssembler";
import { parseErrorBody } from "../../src/gateway/parseErrorBody";
import { readChatAnswer } from "../../src/gateway/readChatAnswer";
import { RequestScope } from "../../src/gateway/requestScope";
import { retryAfterOf, toUserFacingError } from "../../src/gateway/toUserFacingError";
import { pickFrom } from "../gateway/pickFrom";
import type { Corpora } from "./corpora";
import { cutAtRandom } from "./mutate";
import type { FuzzTarget } from "./target";

const KEY = "kilo_live_0123456789abcdef";
const CONTEXT = {
  provider: "Kilo Code",
  host: "gateway.test",
  route: "chat",
  key: KEY,
  modelId: "acme/large-2",
} as const;
const EVENT_TYPES: ReadonlySet<string> = new Set<ChatEvent["type"]>([
  "heartbeat",
  "served-by",
  "reasoning-delta",
  "text-delta",
  "usage",
  "finish",
]);

/** Bytes as a text of one character each, so that they can be mutated like one. */
function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

export function answerTargets({ answers, errors }: Corpora): readonly FuzzTarget<string>[] {
  return [
    {
      name: "chat answer",
      corpus: answers,
      check: async (input, random) => {
        const bytes = bytesOf(input);
        const whole = await read([bytes]);
        for (let split = 0; split < 3; split++) {
          assert.deepEqual(await read(cutAtRandom(bytes, random)), whole, "another cut, another answer");
        }
      },
      parse: (input) => read(cutEvenly(bytesOf(input))),
      grow: {
        "one long event": (size) => textEvent("a".repeat(size)),
        "many events": (size) => textEvent("word ").repeat(size / 60),
        comments: (size) => ": KILO PROCESSING\n\n".repeat(size / 19),
        "an event of many lines": (size) => `${"data: \n".repeat(size / 7)}\n`,
        "no line break": (size) => `data: ${"{".repeat(size)}`,
        "spaces first": (size) => " ".repeat(size),
        carriages: (size) => "\r".repeat(size),
        "a whole answer": (size) =>
          JSON.stringify({
            choices: [{ message: { content: "a ".repeat(size / 2) }, finish_reason: "stop" }],
          }),
      },
    },
    {
      name: "error body",
      corpus: errors,
      check: (input, random) => {
        const at = Math.floor(random() * input.length);
        for (const text of [input, input.slice(0, at) + KEY + input.slice(at)]) checkError(text, random);
      },
      parse: (input) => toUserFacingError({ status: 502, headers: new Headers(), body: input }, CONTEXT),
      grow: {
        spaces: (size) => JSON.stringify({ error: { message: `${" ".repeat(size)}x` } }),
        dots: (size) =>
          JSON.stringify({ error: { message: `${".".repeat(size)}x`, metadata: { remedy_hint: "Wait." } } }),
        page: (size) => `<html>${"<title".repeat(size / 6)}`,
        "spaces before a page": (size) => `${" ".repeat(size)}x`,
        "plain text": (size) => " a".repeat(size / 2),
        "nested text": (size) => JSON.stringify({ error: { metadata: { raw: "{".repeat(size) } } }),
        "a key's beginning": (size) =>
          JSON.stringify({ error: { message: "kilo_ sk- bearer ".repeat(size / 17) } }),
        addresses: (size) => JSON.stringify({ error: { message: "://a".repeat(size / 4) } }),
      },
    },
  ];
}

function checkError(text: string, random: () => number): void {
  parseErrorBody(text);
  const headers = new Headers();
  try {
    headers.set(
      "retry-after",
      pickFrom(["5", "-1", "1e9", text.slice(0, 20), "Wed, 21 Oct 2026 07:28:00 GMT"], random),
    );
  } catch {
    // Not every text can be a header.
  }
  const waitMs = retryAfterOf(headers);
  assert.ok(waitMs === undefined || waitMs >= 0, `waits ${waitMs}`);
  const status = pickFrom([0, 200, 400, 401, 402, 403, 404, 408, 413, 429, 500, 502, 503, 529, 599], random);
  for (const body of [text, parsedOr(text)]) {
    const error = toUserFacingError({ body, headers, ...(status > 0 && { status }) }, CONTEXT);
    assert.ok(UserFacingError.is(error));
    assert.ok(
      error.message.length > 10 && error.message.length < 5000,
      `a sentence of ${error.message.length}`,
    );
    assert.ok(!JSON.stringify(error.toRunError()).includes(KEY), "the key is in the error");
    const { details } = error;
    assert.ok(details?.buyCreditsUrl === undefined || details.buyCreditsUrl.startsWith("https://"));
  }
}

interface Reading {
  readonly text: string;
  readonly reasoning: string;
  readonly others: readonly string[];
  readonly end: string;
}

/** To its end, which must come. */
async function read(pieces: readonly Uint8Array[]): Promise<Reading> {
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces[next++];
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  });
  let text = "";
  let reasoning = "";
  const others: string[] = [];
  let end = "ended";
  const source = {
    response: new Response(body, { headers: { "content-type": "text/event-stream" } }),
    timeouts: { connectMs: 0, firstTokenMs: 0, idleMs: 0 },
    scope: new RequestScope(undefined),
    context: CONTEXT,
  };
  try {
    for await (const event of readChatAnswer(source, new ChatEventAssembler())) {
      assert.ok(EVENT_TYPES.has(event.type), `an event of type ${event.type}`);
      if (event.type === "text-delta") text += nonEmpty(event.text);
      else if (event.type === "reasoning-delta") reasoning += nonEmpty(event.text);
      // How often somebody was alive depends on how the bytes came.
      else if (event.type !== "heartbeat") others.push(JSON.stringify(event));
    }
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    end = error.code;
  }
  source.scope.close();
  return { text, reasoning, others, end };
}

function nonEmpty(text: unknown): string {
  assert.ok(typeof text === "string" && text !== "", "a delta without text");
  return text;
}

function cutEvenly(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / 1400) }, (_, index) =>
    bytes.subarray(index * 1400, (index + 1) * 1400),
  );
}

function textEvent(content: string): string {
  return `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
