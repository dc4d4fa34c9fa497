import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import {
  chatError,
  collect,
  HELLO,
  jsonAnswer,
  KEY,
  never,
  okStream,
  streamAnswer,
  testGateway,
  textChunk,
} from "./testGateway";

const busy = (status: number, wait = "0"): Response =>
  new Response("", { status, headers: { "retry-after": wait } });

/** What undici throws: the real cause lies inside. */
function fetchFailure(code: string, message = code): () => Promise<Response> {
  return () =>
    Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) }));
}

describe("sendRequest", () => {
  describe("retries", () => {
    const policy = { chatRetries: 2 };

    for (const status of [408, 429, 500, 502, 503, 504, 520, 524, 529]) {
      it(`tries again after ${status}`, async () => {
        const gateway = testGateway([() => busy(status), okStream], { policy });
        const { events, error } = await collect(gateway.client.streamChat(HELLO, never));
        assert.equal(error, undefined);
        assert.equal(gateway.requests.length, 2);
        assert.deepEqual(gateway.requests[0]?.body, gateway.requests[1]?.body);
        assert.equal(events.filter((event) => event.type === "accepted").length, 1);
      });
    }

    for (const status of [400, 401, 402, 403, 404, 409, 413, 422, 499, 501]) {
      it(`does not try again after ${status}, even if the server asks for it`, async () => {
        const headers = { "x-should-retry": "true" };
        const gateway = testGateway([() => new Response("", { status, headers })], { policy });
        await collect(gateway.client.streamChat(HELLO, never));
        assert.equal(gateway.requests.length, 1);
      });
    }

    it("gives up after two retries with the last answer's error", async () => {
      const gateway = testGateway([() => busy(429), () => busy(429), () => busy(503)], { policy });
      const { error } = await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(gateway.requests.length, 3);
      assert.ok(UserFacingError.is(error) && error.code === "provider-unavailable");
    });

    it("leaves a long wait to the user", async () => {
      const gateway = testGateway([() => busy(429, "40")], { policy });
      const { error } = await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(gateway.requests.length, 1);
      assert.ok(UserFacingError.is(error) && error.details?.retryAfterMs === 40_000);
    });

    it("does not repeat a server error that is really a context overflow", async () => {
      const body = { error: "too long", error_type: "context_length_exceeded" };
      const gateway = testGateway([() => jsonAnswer(body, { status: 500 })], { policy });
      await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(gateway.requests.length, 1);
    });

    it("does not repeat a request whose stream broke", async () => {
      const gateway = testGateway([() => streamAnswer([textChunk("Hi")], "reset")], { policy });
      await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(gateway.requests.length, 1);
    });

    it("does not repeat what a certificate forbids", async () => {
      const gateway = testGateway([fetchFailure("SELF_SIGNED_CERT_IN_CHAIN")], { policy });
      const { error } = await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(gateway.requests.length, 1);
      assert.ok(UserFacingError.is(error) && error.code === "network");
    });
  });

  describe("failures before an answer", () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ["ENOTFOUND", /no host named gateway\.test/],
      ["EAI_AGAIN", /gateway\.test/],
      ["ECONNREFUSED", /gateway\.test refuses/],
      ["ECONNRESET", /lost/],
      ["SELF_SIGNED_CERT_IN_CHAIN", /certificate.*SELF_SIGNED_CERT_IN_CHAIN/],
      ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", /certificate/],
      ["CERT_HAS_EXPIRED", /certificate/],
      ["UND_ERR_CONNECT_TIMEOUT", /cannot be reached/],
    ];
    for (const [code, sentence] of cases) {
      it(`names ${code}`, async () => {
        const error = await chatError(fetchFailure(code));
        assert.equal(error.code, "network");
        assert.match(error.message, sentence);
      });
    }

    it("names the proxy", async () => {
      const error = await chatError(
        fetchFailure("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"),
      );
      assert.match(error.message, /proxy/);
    });

    it("does not take a host called proxy for one", async () => {
      const provider = { baseUrl: "http://smartspec-proxy.test:8000/v1" };
      const error = await chatError(fetchFailure("ENOTFOUND", "getaddrinfo ENOTFOUND smartspec-proxy.test"), {
        provider,
      });
      assert.match(error.message, /no host named smartspec-proxy\.test:8000/);
    });

    it("keeps a key that the runtime quotes out of message and cause", async () => {
      const error = await chatError(() =>
        Promise.reject(new TypeError(`Invalid header value: Bearer ${KEY}`)),
      );
      assert.ok(!`${error.message} ${String(error.cause)}`.includes(KEY));
    });

    it("follows no redirect and names its target", async () => {
      const gateway = testGateway([
        () => new Response(null, { status: 302, headers: { location: "https://login.elsewhere.test/x?y" } }),
      ]);
      const { error } = await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(gateway.requests.length, 1);
      assert.ok(UserFacingError.is(error));
      assert.deepEqual([error.code, error.remedy], ["invalid-response", "check-provider"]);
      assert.match(error.message, /login\.elsewhere\.test;/);
    });

    it("understands a redirect whose target the platform hides", async () => {
      const error = await chatError(() =>
        Object.defineProperties(new Response(null), {
          type: { value: "opaqueredirect" },
          status: { value: 0 },
          ok: { value: false },
        }),
      );
      assert.deepEqual([error.code, error.remedy], ["invalid-response", "check-provider"]);
    });

    for (const baseUrl of ["", "not a url", "ftp://x.test", "https://user:pass@x.test/v1"]) {
      it(`sends nothing to ${JSON.stringify(baseUrl)}`, async () => {
        const gateway = testGateway([okStream], { provider: { baseUrl } });
        const { error } = await collect(gateway.client.streamChat(HELLO, never));
        assert.ok(UserFacingError.is(error) && error.remedy === "check-provider");
        assert.ok(!error.message.includes("pass"));
        assert.equal(gateway.requests.length, 0);
      });
    }
  });
});
