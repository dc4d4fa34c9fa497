import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ChatEvent } from "../../../src/core/ports";
import { pause } from "../../../src/gateway/pause";
import {
  chat,
  codeOf,
  collect,
  FINISH,
  HELLO,
  never,
  streamAnswer,
  testGateway,
  textChunk,
  textOf,
} from "./testGateway";
import type { Collected, TestGatewayOptions } from "./testGateway";

const noLimits = { connectMs: 0, firstTokenMs: 0, idleMs: 0 };

const limited = (limits: Partial<typeof noLimits>): TestGatewayOptions => ({
  connection: { timeouts: { ...noLimits, ...limits } },
});

const stall = async (...pieces: string[]): Promise<Collected> =>
  chat(() => streamAnswer(pieces, "open"), limited({ idleMs: 20 }));

describe("readBodyText", () => {
  describe("limits", () => {
    it("ends the wait for headers", async () => {
      const gateway = testGateway([() => new Promise(() => undefined)], limited({ connectMs: 20 }));
      const { events, error } = await collect(gateway.client.streamChat(HELLO, never));
      assert.deepEqual(events, []);
      assert.equal(codeOf(error), "timeout");
      assert.equal(gateway.requests[0]?.init.signal?.aborted, true);
    });

    it("ends the wait for the first token, which comments do not prolong", async () => {
      const { error } = await chat(
        () => endless(": still here\n\n"),
        limited({ firstTokenMs: 30, idleMs: 10_000 }),
      );
      assert.equal(codeOf(error), "timeout");
      assert.match(String(error), /acme\/large-2 sent nothing for 0 s/);
    });

    it("ends a silence before output as a timeout, after it as an interruption", async () => {
      assert.equal(codeOf((await stall(": comment\n\n")).error), "timeout");
      const later = await stall(textChunk("Hi"));
      assert.equal(codeOf(later.error), "stream-interrupted");
      assert.equal(textOf(later.events), "Hi");
    });

    it("forgives a silence after the finish reason", async () => {
      const { error } = await chat(
        () => streamAnswer([textChunk("Hi"), FINISH], "open"),
        limited({ idleMs: 20 }),
      );
      assert.equal(error, undefined);
    });

    it("gives a whole answer the time of both waits until its headers", async () => {
      const gateway = testGateway(
        [() => new Promise(() => undefined)],
        limited({ connectMs: 10, firstTokenMs: 20 }),
      );
      const { error } = await collect(gateway.client.streamChat({ ...HELLO, stream: false }, never));
      assert.match(String(error), /within 0 s/);
    });
  });

  describe("cancellation", () => {
    const reason = new Error("stopped by the user");

    it("rejects with the caller's reason before anything was sent", async () => {
      const gateway = testGateway([() => streamAnswer([FINISH])]);
      const { error } = await collect(gateway.client.streamChat(HELLO, AbortSignal.abort(reason)));
      assert.equal(error, reason);
      assert.equal(gateway.requests.length, 0);
    });

    it("rejects while waiting for headers, even if the fetch does not react", async () => {
      const controller = new AbortController();
      const gateway = testGateway([
        () => {
          queueMicrotask(() => controller.abort(reason));
          return new Promise(() => undefined);
        },
      ]);
      const { error } = await collect(gateway.client.streamChat(HELLO, controller.signal));
      assert.equal(error, reason);
      assert.equal(gateway.requests[0]?.init.signal?.aborted, true);
    });

    it("rejects while waiting for the next attempt", async () => {
      const controller = new AbortController();
      const gateway = testGateway(
        [
          () => {
            setImmediate(() => controller.abort(reason));
            return new Response("", { status: 503, headers: { "retry-after": "4" } });
          },
        ],
        { policy: { chatRetries: 2, pause } },
      );
      const { error } = await collect(gateway.client.streamChat(HELLO, controller.signal));
      assert.equal(error, reason);
      assert.equal(gateway.requests.length, 1);
    });

    it("rejects while waiting for more, and closes the body", async () => {
      const controller = new AbortController();
      let isCancelled = false;
      const body = new ReadableStream<Uint8Array>({
        start: (source) => source.enqueue(new TextEncoder().encode(textChunk("Hi"))),
        cancel: () => void (isCancelled = true),
      });
      const gateway = testGateway([() => new Response(body)]);
      const events: ChatEvent[] = [];
      await assert.rejects(async () => {
        for await (const event of gateway.client.streamChat(HELLO, controller.signal)) {
          events.push(event);
          if (event.type === "text-delta") queueMicrotask(() => controller.abort(reason));
        }
      }, reason);
      assert.equal(textOf(events), "Hi");
      assert.ok(isCancelled);
      assert.equal(gateway.requests[0]?.init.signal?.aborted, true);
    });

    it("passes nothing on that was already read", async () => {
      const controller = new AbortController();
      const gateway = testGateway([() => streamAnswer([textChunk("1") + textChunk("2") + FINISH])]);
      const events: ChatEvent[] = [];
      await assert.rejects(async () => {
        for await (const event of gateway.client.streamChat(HELLO, controller.signal)) {
          events.push(event);
          if (event.type === "text-delta") controller.abort(reason);
        }
      }, reason);
      assert.equal(textOf(events), "1");
    });

    it("aborts the request when the reader leaves early", async () => {
      const gateway = testGateway([() => streamAnswer([textChunk("Hi")], "open")]);
      for await (const event of gateway.client.streamChat(HELLO, never)) {
        if (event.type === "text-delta") break;
      }
      assert.equal(gateway.requests[0]?.init.signal?.aborted, true);
    });
  });
});

/** Says the same again and again, at the pace of the event loop. */
function endless(text: string): Response {
  const bytes = new TextEncoder().encode(text);
  let timer: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (timer = setInterval(() => controller.enqueue(bytes), 1)),
    cancel: () => clearInterval(timer),
  });
  return new Response(body);
}
