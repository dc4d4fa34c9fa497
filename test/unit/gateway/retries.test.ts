import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import type { ChatEvent } from "../../../src/core/ports";
import { pause } from "../../../src/gateway/pause";
import {
  chunk,
  codeOf,
  collect,
  delta,
  FINISH,
  HELLO,
  jsonAnswer,
  never,
  okStream,
  streamAnswer,
  testGateway,
  textChunk,
  textOf,
} from "./testGateway";
import type { Answer, TestGateway, TestGatewayOptions } from "./testGateway";

const policy = { chatRetries: 2, readRetries: 1, random: () => 0.5 };

const busy = (status: number, headers: Record<string, string> = {}): Response =>
  new Response("", { status, headers });

/** What undici throws: the real cause lies inside. */
const lost = (code: string): Answer => {
  const cause = Object.assign(new Error(code), { code });
  return () => Promise.reject(new TypeError("fetch failed", { cause }));
};

function gatewayOf(answers: readonly Answer[], options: TestGatewayOptions = {}): TestGateway {
  return testGateway(answers, { ...options, policy: { ...policy, ...options.policy } });
}

/** How often the same failing answer is asked for. */
async function attempts(answer: Answer, options?: TestGatewayOptions): Promise<number> {
  const gateway = gatewayOf([answer], options);
  await collect(gateway.client.streamChat(HELLO, never));
  return gateway.requests.length;
}

const types = (events: readonly ChatEvent[]): string[] => events.map((event) => event.type);

describe("retries", () => {
  describe("of a chat request", () => {
    it("are told: what failed, how long the pause is, and when the next attempt begins", async () => {
      const gateway = gatewayOf([() => busy(503, { "retry-after": "5" }), () => busy(429), okStream]);
      const { events, error } = await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(error, undefined);
      assert.deepEqual(types(events), [
        "waiting",
        "retrying",
        "waiting",
        "retrying",
        "accepted",
        "text-delta",
      ]);
      const waits = events.flatMap((event) =>
        event.type === "waiting"
          ? [[event.attempt, event.waitMs, event.error.code, event.error.details?.status]]
          : [],
      );
      assert.deepEqual(waits, [
        [1, 5000, "provider-unavailable", 503],
        [2, 1000, "rate-limited", 429],
      ]);
      assert.deepEqual(gateway.pauses, [5000, 1000]);
    });

    it("send the very same request: the key is read once", async () => {
      const gateway = gatewayOf([() => busy(503), okStream]);
      await collect(gateway.client.streamChat({ ...HELLO, sessionId: "s" }, never));
      const [first, second] = gateway.requests;
      assert.ok(first !== undefined && second !== undefined);
      assert.deepEqual(
        [second.url, second.method, second.headers, second.body],
        [first.url, first.method, first.headers, first.body],
      );
    });

    it("end with the last attempt's error", async () => {
      const gateway = gatewayOf([() => busy(429), () => busy(429), () => busy(503)]);
      const { error } = await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(gateway.requests.length, 3);
      assert.equal(codeOf(error), "provider-unavailable");
    });

    it("are not made for a pause longer than a minute, which is the user's to decide on", async () => {
      const gateway = gatewayOf([() => busy(429, { "retry-after": "61" })]);
      const { events, error } = await collect(gateway.client.streamChat(HELLO, never));
      assert.deepEqual(events, []);
      assert.ok(UserFacingError.is(error) && error.details?.retryAfterMs === 61_000);
    });

    it("are as many as the policy says", async () => {
      assert.equal(await attempts(() => busy(503), { policy: { chatRetries: 0 } }), 1);
      assert.equal(await attempts(() => busy(503), { policy: { chatRetries: 4 } }), 5);
    });

    const repeated: readonly (readonly [string, Answer])[] = [
      ["a lost connection", lost("ECONNRESET")],
      ["a refused connection", lost("ECONNREFUSED")],
      ["a connection lost after the headers", () => streamAnswer([], "reset")],
      ["a connection lost after comments", () => streamAnswer([": x\n\n", delta({ content: "" })], "reset")],
      ["a stream that says nothing", () => streamAnswer([])],
      ["a stream that is done at once", () => streamAnswer([": x\n\n", "data: [DONE]\n\n"])],
      ["an error event", () => streamAnswer([chunk({ error: { code: 502, message: "x" }, choices: [] })])],
      [
        "an upstream lost by Kilo",
        () => streamAnswer([chunk({ error: { code: 503, message: "x", type: "upstream_disconnect" } })]),
      ],
      [
        "an upstream too slow for Kilo",
        () => streamAnswer([chunk({ error: { code: 503, message: "x", type: "timeout" } })]),
      ],
      ["a rate limit told by an event", () => streamAnswer([chunk({ error: { code: 429, message: "x" } })])],
      ["an error with a text for its code", () => streamAnswer([chunk({ error: { code: "server_error" } })])],
      [
        "a broken upstream that only the native reason tells of",
        () => streamAnswer([delta({}, { finish_reason: "stop", native_finish_reason: "network_error" })]),
      ],
      ["an error body with status 200", () => jsonAnswer({ error: { code: 502, message: "x" } })],
    ];
    for (const [name, answer] of repeated) {
      it(`are made for ${name}`, async () => {
        const gateway = gatewayOf([answer, okStream]);
        const { events, error } = await collect(gateway.client.streamChat(HELLO, never));
        assert.equal(error, undefined);
        assert.equal(textOf(events), "Hi");
        assert.equal(gateway.requests.length, 2);
        assert.equal(await attempts(answer), 3);
      });
    }

    const final: readonly (readonly [string, Answer])[] = [
      ["text was shown", () => streamAnswer([textChunk("Hi")], "reset")],
      ["reasoning was shown", () => streamAnswer([delta({ reasoning: "Hm" })], "reset")],
      [
        "an error event follows some text",
        () => streamAnswer([textChunk("Hi"), chunk({ error: { code: 503, message: "x" } })]),
      ],
      [
        "a tool was called",
        () => streamAnswer([delta({ tool_calls: [{ index: 0, function: { name: "f" } }] })], "reset"),
      ],
      [
        "tokens were reported",
        () => streamAnswer([chunk({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 9 } })]),
      ],
      [
        "half of a whole answer was received",
        () => streamAnswer(['{"choices":[{"message":{"content":"Hi'], "reset"),
      ],
      ["the answer is regularly empty", () => streamAnswer([FINISH, "data: [DONE]\n\n"])],
      ["the answer is none", () => new Response("<!doctype html>")],
      ["the certificate is bad", lost("SELF_SIGNED_CERT_IN_CHAIN")],
      ["there is no such host", lost("ENOTFOUND")],
      ["the proxy refuses", lost("ERR_PROXY_TUNNEL")],
      ["the client left", () => busy(499)],
      ["the status forbids it", () => busy(409, { "x-should-retry": "true" })],
      [
        "a server error is really a context overflow",
        () => jsonAnswer({ error: "too long", error_type: "context_length_exceeded" }, { status: 500 }),
      ],
      [
        "the anonymous quota is used up",
        () =>
          jsonAnswer(
            { error: { code: "PROMOTION_MODEL_LIMIT_REACHED", message: "x" }, error_type: "rate_limit" },
            { status: 429 },
          ),
      ],
      [
        "the gateway says that it makes no sense",
        () =>
          jsonAnswer(
            { error: { code: 503, message: "x", availability: { retryable: false } } },
            { status: 503 },
          ),
      ],
    ];
    for (const [name, answer] of final) {
      it(`are not made when ${name}`, async () => {
        assert.equal(await attempts(answer), 1);
      });
    }

    for (const [limit, answer] of [
      ["connectMs", () => new Promise<Response>(() => undefined)],
      ["firstTokenMs", () => streamAnswer([": x\n\n"], "open")],
      ["idleMs", () => streamAnswer([": x\n\n"], "open")],
    ] as const) {
      it(`are not made when our own limit ended the wait: ${limit}`, async () => {
        const timeouts = { connectMs: 0, firstTokenMs: 0, idleMs: 0, [limit]: 10 };
        assert.equal(await attempts(answer, { connection: { timeouts } }), 1);
      });
    }

    it("keep to the wait the body asks for", async () => {
      const body = { error: { code: 429, message: "x", availability: { retryable: true, retry_after: 3 } } };
      const gateway = gatewayOf([() => jsonAnswer(body, { status: 429 }), okStream]);
      await collect(gateway.client.streamChat(HELLO, never));
      assert.deepEqual(gateway.pauses, [3000]);
    });

    it("stop with the caller's reason in the pause, and no sooner and no later does a request go out", async () => {
      const reason = new Error("stopped");
      const controller = new AbortController();
      const gateway = gatewayOf([() => busy(503, { "retry-after": "30" })], { policy: { pause } });
      const seen: string[] = [];
      await assert.rejects(async () => {
        for await (const event of gateway.client.streamChat(HELLO, controller.signal)) {
          seen.push(event.type);
          if (event.type === "waiting") setImmediate(() => controller.abort(reason));
        }
      }, reason);
      assert.deepEqual(seen, ["waiting"]);
      assert.equal(gateway.requests.length, 1);
    });

    it("end when the reader leaves in the pause", async () => {
      const gateway = gatewayOf([() => busy(503)]);
      for await (const event of gateway.client.streamChat(HELLO, never)) {
        if (event.type === "waiting") break;
      }
      assert.deepEqual(gateway.pauses, []);
      assert.equal(gateway.requests.length, 1);
    });
  });

  describe("of a list", () => {
    const list = (): Response => jsonAnswer({ data: [] });

    it("is one", async () => {
      const gateway = gatewayOf([() => busy(503), list]);
      assert.deepEqual(await gateway.client.listModels(), []);
      assert.deepEqual(gateway.pauses, [500]);
      const broken = gatewayOf([() => busy(503)]);
      await assert.rejects(broken.client.listModels(), { code: "provider-unavailable" });
      assert.equal(broken.requests.length, 2);
    });

    it("is made for a body that broke off", async () => {
      const gateway = gatewayOf([() => streamAnswer(['{"data":['], "reset"), list]);
      assert.deepEqual(await gateway.client.listModels(), []);
    });

    it("is not made for a pause that would use up the time", async () => {
      const gateway = gatewayOf([() => busy(429, { "retry-after": "6" })]);
      await assert.rejects(gateway.client.listModels(), { code: "rate-limited" });
      assert.equal(gateway.requests.length, 1);
    });

    it("stops with the caller's reason in the pause", async () => {
      const reason = new Error("stopped");
      const controller = new AbortController();
      const waiting = Promise.withResolvers<void>();
      const gateway = gatewayOf([() => busy(503)], {
        policy: {
          pause: (ms, signal) => {
            waiting.resolve();
            return pause(ms * 100, signal);
          },
        },
      });
      const work = gateway.client.listModels(controller.signal);
      await waiting.promise;
      controller.abort(reason);
      await assert.rejects(work, reason);
      assert.equal(gateway.requests.length, 1);
    });
  });
});

describe("pause", () => {
  it("leaves neither timer nor listener behind", async () => {
    // By then the test's own time limit counts as well.
    await new Promise((resolve) => void setImmediate(resolve));
    const before = activeTimers();
    for (const ms of [1, 100_000]) {
      const controller = new AbortController();
      const { signal } = controller;
      let listeners = 0;
      const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
      signal.addEventListener = (...args: Parameters<typeof add>) => {
        listeners += 1;
        add(...args);
      };
      signal.removeEventListener = (...args: Parameters<typeof remove>) => {
        listeners -= 1;
        remove(...args);
      };
      const done = pause(ms, signal);
      if (ms > 1) {
        controller.abort(new Error("stopped"));
        await assert.rejects(done, /stopped/);
      } else {
        await done;
        assert.equal(listeners, 0);
        // A timer counts as active until its callback has returned.
        await new Promise((resolve) => void setImmediate(resolve));
      }
      assert.equal(activeTimers(), before);
    }
  });

  it("does not begin after an abort", async () => {
    await assert.rejects(pause(100_000, AbortSignal.abort(new Error("stopped"))), /stopped/);
  });
});

function activeTimers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
}
