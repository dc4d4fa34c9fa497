import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import type { ErrorCode, Remedy } from "../../../src/core/errors";
import { createGatewayClient } from "../../../src/gateway/createGatewayClient";
import {
  chatError,
  collect,
  HELLO,
  jsonAnswer,
  KEY,
  never,
  okStream,
  streamAnswer,
  testConnection,
  testGateway,
} from "./testGateway";

async function rejection(work: Promise<unknown>): Promise<UserFacingError> {
  const error = await work.then(
    () => assert.fail("did not reject"),
    (reason: unknown) => reason,
  );
  assert.ok(UserFacingError.is(error), String(error));
  return error;
}

const hangs = (): Promise<Response> => new Promise(() => undefined);

const keyInfo = (): Response => jsonAnswer({ data: { label: "sk-or-v1-abc...def", limit_remaining: 7.5 } });

/** What an anonymous request to a server that wants a key ends in, in the given language. */
const refusalIn = (translations: Record<string, string>): Promise<UserFacingError> =>
  rejection(
    createGatewayClient(testConnection({ connection: { apiKey: undefined } }), {
      fetch: () => Promise.resolve(jsonAnswer({ error: { message: "x", code: 401 } }, { status: 401 })),
      userAgent: "test",
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: () => undefined,
      },
      translations,
    }).listModels(),
  );

describe("OpenAiGatewayClient", () => {
  describe("a chat request", () => {
    it("carries the key, honest names and nothing of the SDK", async () => {
      const gateway = testGateway([okStream]);
      await collect(gateway.client.streamChat({ ...HELLO, sessionId: "s".repeat(600) }, never));
      const [request] = gateway.requests;
      assert.equal(request?.method, "POST");
      assert.equal(request?.url, "http://gateway.test/api/gateway/chat/completions");
      assert.deepEqual(request?.headers, {
        accept: "application/json",
        authorization: `Bearer ${KEY}`,
        "content-type": "application/json",
        "user-agent": "SmartSpec-Kilo/0.0.0 (test)",
        "x-kilocode-taskid": "s".repeat(500),
        "x-title": "SmartSpec for Kilo Code",
      });
      assert.equal(request?.init.redirect, "manual");
    });

    it("has only the fields that were asked for", async () => {
      const gateway = testGateway([okStream]);
      await collect(gateway.client.streamChat(HELLO, never));
      await collect(
        gateway.client.streamChat(
          {
            ...HELLO,
            stream: false,
            temperature: 0,
            maxTokens: 9,
            maxTokensParameter: "max_completion_tokens",
          },
          never,
        ),
      );
      const messages = [{ role: "user", content: "Hello" }];
      assert.deepEqual(
        gateway.requests.map((request) => request.body),
        [
          { model: "acme/large-2", messages, stream: true, stream_options: { include_usage: true } },
          { model: "acme/large-2", messages, stream: false, temperature: 0, max_completion_tokens: 9 },
        ],
      );
    });

    it("leaves out empty answers of earlier turns", async () => {
      const gateway = testGateway([okStream]);
      const messages = [
        { role: "user", content: "" },
        { role: "assistant", content: " \n" },
        { role: "user", content: "Again" },
      ] as const;
      await collect(gateway.client.streamChat({ ...HELLO, messages }, never));
      const { body } = gateway.requests[0] ?? {};
      assert.deepEqual((body as { messages: unknown }).messages, [messages[0], messages[2]]);
    });

    it("sends no credential at all when there is no key, whatever the environment holds", async () => {
      const names = ["OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_CUSTOM_HEADERS"];
      const before = names.map((name) => process.env[name]);
      for (const name of names) process.env[name] = "x-leak: from the environment";
      try {
        const provider = { headers: { "X-Key": "${secret}", "X-Plain": "yes" } };
        const gateway = testGateway([okStream], { provider, connection: { apiKey: undefined } });
        await collect(gateway.client.streamChat(HELLO, never));
        assert.deepEqual(gateway.requests[0]?.headers, {
          accept: "application/json",
          "content-type": "application/json",
          "user-agent": "SmartSpec-Kilo/0.0.0 (test)",
          "x-plain": "yes",
          "x-title": "SmartSpec for Kilo Code",
        });
      } finally {
        for (const [index, name] of names.entries()) {
          const value = before[index];
          if (value === undefined) delete process.env[name];
          else process.env[name] = value;
        }
      }
    });

    it("puts the key where the provider wants it, and nowhere else", async () => {
      const gateway = testGateway([okStream], { provider: { auth: { header: "x-proxy-token" } } });
      await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(gateway.requests[0]?.headers["x-proxy-token"], KEY);
      assert.equal(gateway.requests[0]?.headers["authorization"], undefined);
    });

    it("fills the key into extra headers and ignores reserved ones", async () => {
      const headers = {
        "X-Also": "${secret}",
        Authorization: "Bearer other",
        Host: "elsewhere",
        "bad name": "x",
      };
      const gateway = testGateway([okStream], {
        provider: { headers },
        connection: { organizationId: "org-1" },
      });
      await collect(gateway.client.streamChat(HELLO, never));
      const sent = gateway.requests[0]?.headers;
      assert.equal(sent?.["x-also"], KEY);
      assert.equal(sent?.["authorization"], `Bearer ${KEY}`);
      assert.equal(sent?.["x-kilocode-organizationid"], "org-1");
      assert.equal(sent?.["host"], undefined);
    });

    it("sends Kilo's own headers to Kilo only", async () => {
      const gateway = testGateway([okStream], {
        provider: { kind: "openrouter" },
        connection: { organizationId: "org-1" },
      });
      await collect(gateway.client.streamChat({ ...HELLO, sessionId: "s" }, never));
      const names = Object.keys(gateway.requests[0]?.headers ?? {});
      assert.deepEqual(
        names.filter((name) => name.startsWith("x-kilocode")),
        [],
      );
    });

    it("refuses a key that no header can carry, without quoting it", async () => {
      const apiKey = "sk-secret\u2028part";
      const error = await chatError(okStream, { connection: { apiKey } });
      assert.equal(error.code, "authentication");
      assert.ok(!`${error.message}${String(error.cause)}`.includes("secret"));
    });

    it("trims white space that was pasted with the key", async () => {
      const gateway = testGateway([okStream], { connection: { apiKey: ` ${KEY}\n` } });
      await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(gateway.requests[0]?.headers["authorization"], `Bearer ${KEY}`);
    });

    it("logs method, address without query, status and time, and no key", async () => {
      const gateway = testGateway([
        () => jsonAnswer({ error: { message: `bad key ${KEY}` } }, { status: 401 }),
      ]);
      await collect(gateway.client.streamChat(HELLO, never));
      assert.equal(gateway.log.length, 1);
      assert.match(
        gateway.log[0] ?? "",
        /^POST http:\/\/gateway\.test\/api\/gateway\/chat\/completions 401 \d+ ms$/,
      );
    });
  });

  describe("the model list", () => {
    const sample: unknown = JSON.parse(readFileSync("test/fixtures/wire/models.sample.json", "utf8"));

    it("is fetched with the credential and the organisation", async () => {
      const gateway = testGateway([() => jsonAnswer(sample)], { connection: { organizationId: "org-1" } });
      const models = await gateway.client.listModels();
      assert.equal(models.length, 15);
      const [request] = gateway.requests;
      assert.equal(request?.url, "http://gateway.test/api/gateway/models");
      assert.equal(request?.method, "GET");
      assert.equal(request?.body, undefined);
      assert.equal(request?.headers["authorization"], `Bearer ${KEY}`);
      assert.equal(request?.headers["x-kilocode-organizationid"], "org-1");
      assert.equal(request?.headers["content-type"], undefined);
    });

    it("may be empty", async () => {
      assert.deepEqual(await testGateway([() => jsonAnswer({ data: [] })]).client.listModels(), []);
    });

    const invalid: readonly (readonly [string, () => Response, RegExp])[] = [
      ["a web page", () => new Response("<!doctype html><title>Sign in</title>"), /web page/],
      ["an empty body", () => new Response(""), /empty/],
      ["text", () => new Response("ok"), /not a valid answer/],
      ["JSON without a list", () => jsonAnswer({ status: "ok" }), /no model list/],
    ];
    for (const [name, answer, sentence] of invalid) {
      it(`is not ${name}`, async () => {
        const error = await rejection(testGateway([answer]).client.listModels());
        assert.deepEqual([error.code, error.remedy], ["invalid-response", "test-connection"]);
        assert.match(error.message, sentence);
      });
    }

    it("says so when it takes too long, also in the middle of the body", async () => {
      for (const answer of [hangs, () => streamAnswer(['{"data":['], "open")]) {
        const gateway = testGateway([answer], { policy: { readLimitMs: 20 } });
        assert.equal((await rejection(gateway.client.listModels())).code, "timeout");
      }
    });

    it("rejects with the caller's reason when aborted, before and during", async () => {
      const reason = new Error("stopped");
      const gateway = testGateway([() => new Promise(() => undefined)]);
      await assert.rejects(gateway.client.listModels(AbortSignal.abort(reason)), reason);
      assert.equal(gateway.requests.length, 0);
      const controller = new AbortController();
      const work = gateway.client.listModels(controller.signal);
      controller.abort(reason);
      await assert.rejects(work, reason);
    });

    it("reports a body that broke off as a network failure", async () => {
      const gateway = testGateway([() => streamAnswer(['{"data":['], "reset")]);
      assert.equal((await rejection(gateway.client.listModels())).code, "network");
    });
  });

  describe("endpoints", () => {
    const sample = JSON.parse(readFileSync("test/fixtures/wire/endpoints.sample.json", "utf8")) as Record<
      string,
      unknown
    >;

    it("are asked for with author and slug encoded each on its own", async () => {
      const gateway = testGateway([() => jsonAnswer(sample["kilo_gateway"])]);
      await gateway.client.listEndpoints("acme/large 2/x:free");
      assert.equal(
        gateway.requests[0]?.url,
        "http://gateway.test/api/gateway/models/acme/large%202%2Fx:free/endpoints",
      );
    });

    it("are none where the gateway has none to tell", async () => {
      const none = testGateway([
        () => jsonAnswer({ error: { message: "Not Found", code: 404 } }, { status: 404 }),
      ]);
      assert.deepEqual(await none.client.listEndpoints("kilo-auto/free"), []);
      for (const id of ["llama3", "../models", "acme/..", "/x", "acme/"]) {
        assert.deepEqual(await none.client.listEndpoints(id), []);
      }
      assert.equal(none.requests.length, 1);
    });
  });

  describe("the account", () => {
    it("is asked at the origin of a Kilo base URL", async () => {
      const profile = {
        user: { email: "a@b.test", name: null },
        organizations: [{ id: "o1", name: "Org" }, { id: 5 }],
      };
      const gateway = testGateway([
        () => jsonAnswer(profile),
        () => jsonAnswer({ balance: -0.5, isDepleted: true }),
        () => jsonAnswer({ defaultModel: "a/b", defaultFreeModel: 3 }),
      ]);
      assert.deepEqual(await gateway.client.getProfile(), {
        email: "a@b.test",
        organizations: [{ id: "o1", name: "Org" }],
      });
      assert.deepEqual(await gateway.client.getBalance(), { usd: -0.5 });
      assert.deepEqual(await gateway.client.getDefaults(), { defaultModel: "a/b" });
      assert.deepEqual(
        gateway.requests.map((request) => request.url),
        ["/api/profile", "/api/profile/balance", "/api/defaults"].map((path) => `http://gateway.test${path}`),
      );
    });

    it("asks for the organisation's defaults, which may be none", async () => {
      const gateway = testGateway([() => jsonAnswer({ error: "no model" }, { status: 409 })], {
        connection: { organizationId: "o/1" },
      });
      assert.deepEqual(await gateway.client.getDefaults(), {});
      assert.equal(gateway.requests[0]?.url, "http://gateway.test/api/organizations/o%2F1/defaults");
    });

    it("tells a bad key from a refused account", async () => {
      const table: readonly (readonly [number, ErrorCode, Remedy])[] = [
        [401, "authentication", "set-api-key"],
        [403, "forbidden", "check-provider"],
      ];
      for (const [status, code, remedy] of table) {
        const gateway = testGateway([() => jsonAnswer({ success: false, error: "No" }, { status })]);
        const error = await rejection(gateway.client.getProfile());
        assert.deepEqual([error.code, error.remedy], [code, remedy]);
      }
    });

    it("is the key's own at OpenRouter, whose label stays private", async () => {
      const provider = { kind: "openrouter", baseUrl: "http://openrouter.test/api/v1" } as const;
      const gateway = testGateway([keyInfo], { provider });
      assert.deepEqual(await gateway.client.getProfile(), { organizations: [] });
      assert.deepEqual(await gateway.client.getBalance(), { usd: 7.5 });
      assert.equal(await gateway.client.getDefaults(), undefined);
      assert.equal(gateway.requests[0]?.url, "http://openrouter.test/api/v1/key");
      const unlimited = testGateway([() => jsonAnswer({ data: { limit_remaining: null } })], { provider });
      assert.equal(await unlimited.client.getBalance(), undefined);
    });

    it("is unknown at any other server, which is not even asked", async () => {
      const gateway = testGateway([okStream], { provider: { kind: "openai-compatible" } });
      assert.equal(await gateway.client.getProfile(), undefined);
      assert.equal(await gateway.client.getBalance(), undefined);
      assert.equal(await gateway.client.getDefaults(), undefined);
      assert.equal(gateway.requests.length, 0);
    });

    it("is not JSON of another kind", async () => {
      const gateway = testGateway([() => jsonAnswer({ ok: true })]);
      assert.equal((await rejection(gateway.client.getProfile())).code, "invalid-response");
    });
  });

  it("speaks the language it was given", async () => {
    const sentence = "{0} needs a key before it can answer.";
    assert.equal(
      (await refusalIn({ [sentence]: "{0} ต้องมีคีย์ก่อนจึงจะตอบได้" })).message,
      "Kilo ต้องมีคีย์ก่อนจึงจะตอบได้",
    );
    assert.equal((await refusalIn({})).message, "Kilo needs a key before it can answer.");
  });
});
