import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import { chatError, collect, HELLO, KEY, never, okStream, testGateway } from "./testGateway";

/** What undici throws: the real cause lies inside. */
function fetchFailure(code: string, message = code): () => Promise<Response> {
  return () =>
    Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) }));
}

describe("sendRequest", () => {
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

    it("leave a hope only where another attempt may end otherwise", async () => {
      for (const [code, retryable] of [
        ["ECONNRESET", true],
        ["ECONNREFUSED", true],
        ["EAI_AGAIN", true],
        ["ENOTFOUND", false],
        ["CERT_HAS_EXPIRED", false],
      ] as const) {
        assert.equal((await chatError(fetchFailure(code))).retryable, retryable, code);
      }
    });

    it("names the proxy", async () => {
      const error = await chatError(
        fetchFailure("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"),
      );
      assert.match(error.message, /proxy .* asks for a user name and password/);
      assert.deepEqual([error.code, error.retryable, error.details?.status], ["network", false, 407]);
    });

    it("names the proxy where it forbids without asking for a sign-in", async () => {
      const error = await chatError(
        fetchFailure("UND_ERR_ABORTED", "Proxy response (403) !== 200 when HTTP Tunneling"),
      );
      assert.match(error.message, /proxy .* did not let the request through/);
      assert.equal(error.details?.status, undefined);
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
