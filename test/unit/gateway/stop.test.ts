import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, it } from "mocha";
import type { ChatEvent } from "../../../src/core/ports";
import { pause } from "../../../src/gateway/pause";
import { FakeClock, turn } from "./fakeClock";
import { delta, HELLO, streamAnswer, testGateway, textChunk } from "./testGateway";
import type { Answer } from "./testGateway";

const reason = new Error("stopped by the user");
const timeouts = { connectMs: 30_000, firstTokenMs: 180_000, idleMs: 120_000 };

/** A body that gives these pieces and then nothing, and does not react to anything. */
function deafBody(...pieces: string[]): ReadableStream<Uint8Array> {
  const left = pieces.map((piece) => new TextEncoder().encode(piece));
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(piece);
      return piece === undefined ? new Promise(() => undefined) : undefined;
    },
    cancel: () => new Promise(() => undefined),
  });
}

/** Says the same for ever, as fast as it is read, whatever the client does. */
function ignorantBody(): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => void setImmediate(resolve));
      controller.enqueue(new TextEncoder().encode(textChunk("more ")));
    },
    cancel: () => new Promise(() => undefined),
  });
}

/** Where Stop may come, with the event after which it comes (at once where there is none). */
const states: readonly (readonly [string, Answer, ChatEvent["type"]?])[] = [
  ["while connecting", () => new Promise(() => undefined)],
  ["when headers have arrived but no byte", () => streamAnswer([], "open"), "accepted"],
  ["during reasoning", () => streamAnswer([delta({ reasoning: "Hm" })], "open"), "reasoning-delta"],
  ["during text", () => streamAnswer([textChunk("Hi")], "open"), "text-delta"],
  ["between keep-alive comments", () => streamAnswer([": x\n\n"], "open"), "heartbeat"],
  ["while reading a slow error body", () => new Response(deafBody('{"error":'), { status: 503 })],
  [
    "while waiting for a retry",
    () => new Response("", { status: 503, headers: { "retry-after": "50" } }),
    "waiting",
  ],
  ["at a server that ignores the abort", () => new Response(ignorantBody()), "text-delta"],
  ["at a body that ignores the abort", () => new Response(deafBody(textChunk("Hi"))), "text-delta"],
];

describe("Stop", () => {
  for (const [state, answer, after] of states) {
    it(`${state} ends the request at once, with the caller's reason, and leaves nothing behind`, async () => {
      const clock = new FakeClock();
      const gateway = testGateway([answer], {
        connection: { timeouts },
        policy: { clock, chatRetries: 2, pause: (ms, signal) => pause(ms, signal, clock) },
      });
      const controller = new AbortController();
      const seen: ChatEvent["type"][] = [];
      let ended: unknown;
      const stream = (async () => {
        for await (const event of gateway.client.streamChat(HELLO, controller.signal)) seen.push(event.type);
      })().catch((error: unknown) => (ended = error));
      await turn();
      if (after !== undefined) assert.ok(seen.includes(after), String(seen));
      assert.equal(ended, undefined);
      assert.ok(clock.pending > 0, "nothing was being waited for");

      controller.abort(reason);
      // Not a millisecond of the clock passes.
      await stream;
      const seenAtStop = seen.length;
      await turn();
      assert.equal(ended, reason);
      assert.equal(seen.length, seenAtStop);
      assert.equal(clock.pending, 0);
      assert.deepEqual(getEventListeners(controller.signal, "abort"), []);
      assert.equal(gateway.requests.length, 1);
      assert.equal(gateway.requests[0]?.init.signal?.aborted, true);
    });
  }

  it("in a wait for a list ends it at once, too", async () => {
    const clock = new FakeClock();
    const answers: readonly Answer[] = [
      () => new Promise(() => undefined),
      () => streamAnswer(['{"data":['], "open"),
      () => new Response(deafBody("x"), { status: 401 }),
      () => new Response("", { status: 503 }),
    ];
    for (const answer of answers) {
      const gateway = testGateway([answer], {
        policy: { clock, readRetries: 1, pause: (ms, signal) => pause(ms, signal, clock) },
      });
      const controller = new AbortController();
      const list = gateway.client.listModels(controller.signal);
      await turn();
      assert.ok(clock.pending > 0);
      controller.abort(reason);
      await assert.rejects(list, reason);
      await turn();
      assert.equal(clock.pending, 0);
      assert.deepEqual(getEventListeners(controller.signal, "abort"), []);
      assert.equal(gateway.requests.length, 1);
    }
  });
});

describe("an error body", () => {
  const clockAndError = async (
    body: ReadableStream<Uint8Array> | string,
    status: number,
    passMs: number,
  ): Promise<unknown> => {
    const clock = new FakeClock();
    const gateway = testGateway([() => new Response(body, { status })], { policy: { clock } });
    const list = gateway.client.listModels().catch((error: unknown) => error);
    await clock.pass(passMs);
    const error = await list;
    assert.equal(clock.pending, 0);
    return error;
  };

  it("that never ends does not hide the status", async () => {
    const error = await clockAndError(deafBody('{"error":"no'), 401, 5000);
    assert.equal((error as { code: string }).code, "authentication");
  });

  it("that breaks off does not hide it either, and what has arrived is shown", async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("Too big, said the platf")),
      pull: (controller) => controller.error(new TypeError("terminated")),
    });
    const error = await clockAndError(body, 413, 0);
    assert.deepEqual(
      [(error as { code: string }).code, (error as { details: { status: number } }).details.status],
      ["payload-too-large", 413],
    );
  });

  it("of two megabytes is understood, and shown in part", async () => {
    const body = JSON.stringify({ error: { code: "invalid_api_key", message: "x".repeat(2_000_000) } });
    const error = (await clockAndError(body, 400, 0)) as {
      code: string;
      details: { providerMessage: string };
    };
    assert.equal(error.code, "authentication");
    assert.ok(error.details.providerMessage.length < 3000);
  });
});
