import type { LocalGateway } from "../../gateway/startLocalGateway";
import type { Exchange, Sending } from "./exchange";
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import { chatBody, exchange, withKey } from "./exchange";
import { startLocalGateway } from "../../gateway/startLocalGateway";

describe("the local gateway's routes", () => {
  let gateway: LocalGateway;

  before(async () => {
    gateway = await startLocalGateway({ extraModels: 50 });
  });
  beforeEach(() => gateway.clear());
  after(() => gateway.close());

  function call(path: string, sending?: Sending): Promise<Exchange> {
    return exchange(gateway.origin + path, sending);
  }

  async function status(path: string, sending?: Sending): Promise<number> {
    return (await call(path, sending)).status;
  }

  async function json(path: string, sending?: Sending): Promise<Record<string, unknown>> {
    return JSON.parse((await call(path, sending)).text);
  }

  it("takes the /v1 infix where the real gateway does", async () => {
    for (const path of ["/api/gateway/models", "/api/gateway/v1/models", "/api/openrouter/models"]) {
      assert.equal(await status(path), 200, path);
    }
    assert.equal(await status("/api/openrouter/v1/models"), 404);
    const endpoints = "/models/openai/gpt-4o/endpoints";
    for (const prefix of ["/api/gateway", "/api/gateway/v1", "/api/openrouter", "/api/openrouter/v1"]) {
      assert.equal(await status(prefix + endpoints), 200, prefix);
      const sending = { body: chatBody("kilo-auto/free") };
      assert.equal(await status(`${prefix}/chat/completions`, sending), 200, prefix);
    }
  });

  it("has endpoints for two literal segments, and only for models with such metadata", async () => {
    assert.equal(await status("/api/openrouter/models/minimax/minimax-m2.1%3Afree/endpoints"), 200);
    for (const id of ["openai%2Fgpt-4o", "kilo-auto/free", "fault/stall", "no/such", "%E0/x"]) {
      const { status: code, text } = await call(`/api/openrouter/models/${id}/endpoints`);
      assert.equal(code, 404, id);
      assert.deepEqual(JSON.parse(text), { error: { message: "Not Found", code: 404 } });
    }
  });

  it("refuses other methods without a body, and other paths", async () => {
    const { status: code, text } = await call("/api/openrouter/models", { body: {} });
    assert.deepEqual([code, text], [405, ""]);
    assert.equal(await status("/api/openrouter/chat/completions"), 405);
    assert.equal((await json("/api/openrouter/nothing", { body: {} }))["error_type"], "invalid_path");
    assert.equal(await status("/nothing"), 404);
    assert.equal(await status("/api/openrouter/key", { headers: withKey }), 404);
  });

  it("answers in OpenAI's minimal form under /v1", async () => {
    const { object, data } = await json("/v1/models");
    assert.ok(object === "list" && Array.isArray(data));
    assert.deepEqual(Object.keys(data[0]), ["id", "object", "created", "owned_by"]);
    const body = chatBody("openai/gpt-4o", "Hi", { stream: false });
    const answer = await json("/v1/chat/completions", { body, headers: withKey });
    assert.deepEqual(Object.keys(Object(answer["usage"])), [
      "prompt_tokens",
      "completion_tokens",
      "total_tokens",
    ]);
    const stream = { body: chatBody("openai/gpt-4o"), headers: withKey };
    assert.ok(!(await call("/v1/chat/completions", stream)).text.includes('"usage"'));
    const wanting = { ...stream, body: { ...stream.body, stream_options: { include_usage: true } } };
    assert.ok((await call("/v1/chat/completions", wanting)).text.includes('"usage"'));
  });

  it("tells the default models and the profile", async () => {
    const free = "minimax/minimax-m2.1:free";
    assert.deepEqual(await json("/api/defaults"), { defaultModel: free, defaultFreeModel: free });
    const own = { defaultModel: "anthropic/claude-sonnet-4.5", defaultFreeModel: free };
    assert.deepEqual(await json("/api/defaults", { headers: withKey }), own);
    const { organizations } = await json("/api/profile", { headers: withKey });
    assert.ok(Array.isArray(organizations));
    const organization = `/api/organizations/${organizations[0].id}`;
    assert.deepEqual(await json(`${organization}/defaults`, { headers: withKey }), own);
    assert.equal(await status(`${organization}/models`, { headers: withKey }), 200);
    assert.equal(await status(`${organization}/models`), 401);
  });

  it("changes the model list when told to, over the wire or by a call", async () => {
    const control = async (modelsMode: string): Promise<number> =>
      status("/__control", { body: { modelsMode } });
    assert.equal(await control("empty"), 200);
    assert.deepEqual(await json("/api/openrouter/models"), { data: [] });
    assert.equal(await control("no-prices"), 200);
    assert.ok(!(await call("/api/openrouter/models")).text.includes('"pricing"'));
    assert.ok(!(await call("/api/v1/models")).text.includes('"pricing"'));
    gateway.setModelsMode("html");
    assert.match((await call("/api/openrouter/models")).text, /^<!doctype html>/);
    gateway.setModelsMode("error-500");
    assert.equal(await status("/api/openrouter/models"), 500);
    assert.equal(await control("no-such-mode"), 400);
    gateway.clear();
    assert.equal(await status("/api/openrouter/models"), 200);
  });

  it("lists as many extra models as asked for", async () => {
    const { text } = await call("/api/openrouter/models");
    assert.equal(text.match(/"id":"\w+\/bulk-/g)?.length, 50);
  });

  it("signs a device in: pending, approved once, then a token that works", async () => {
    const started = await json("/api/device-auth/codes", { body: {} });
    assert.match(String(started["code"]), /^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
    const body = {
      deviceCode: started["device_code"],
      supportsRefresh: true,
      credentialFormat: "api-gateway-v1",
    };
    assert.equal(await status("/api/device-auth/token", { body }), 202);
    assert.match((await exchange(String(started["verificationUrl"]))).text, /Approve/);
    const form = `code=${String(started["code"])}&decision=approve`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    assert.equal(await status("/device-auth", { body: form, headers }), 200);
    const answer = await json("/api/device-auth/token", { body });
    assert.equal(answer["status"], "approved");
    const authorization = `Bearer ${String(answer["token"])}`;
    assert.equal(await status("/api/profile", { headers: { authorization } }), 200);
    const { gatewayToken } = Object(answer["metadata"]);
    assert.notEqual(gatewayToken, answer["token"]);
    const chat = { body: chatBody("openai/gpt-4o"), headers: { authorization: `Bearer ${gatewayToken}` } };
    assert.equal(await status("/api/openrouter/chat/completions", chat), 200);
    assert.equal(await status("/api/device-auth/token", { body }), 410);
  });

  it("tells a denied, an expired, an unknown and a badly asked sign-in apart", async () => {
    const { code } = await json("/api/device-auth/codes", { body: {} });
    const poll = `/api/device-auth/codes/${String(code)}`;
    assert.equal(await status(poll), 202);
    assert.ok(gateway.device.deny());
    assert.equal(await status(poll), 403);
    const second = await json("/api/device-auth/codes", { body: {} });
    assert.equal(await status("/__control", { body: { device: "expire" } }), 200);
    assert.equal(await status(`/api/device-auth/codes/${String(second["code"])}`), 410);
    assert.equal(await status("/api/device-auth/codes/NONE-NONE"), 410);
    assert.equal(await status("/api/device-auth/token", { body: {} }), 400);
    assert.equal(gateway.device.approve(), false);
  });

  it("allows five pending sign-ins", async () => {
    for (let i = 0; i < 5; i++) assert.equal(await status("/api/device-auth/codes", { body: {} }), 200);
    assert.equal(await status("/api/device-auth/codes", { body: {} }), 429);
  });

  it("explains itself to a person", async () => {
    const { headers, text } = await call("/");
    assert.ok(headers["content-type"]?.startsWith("text/html"));
    assert.ok(text.includes("fault/stall") && text.includes(gateway.baseUrl));
  });

  it("records what arrives and tells those who wait", async () => {
    const waiting = gateway.nextRequest((request) => request.method === "POST");
    await call("/api/openrouter/models?x=1");
    await call("/api/openrouter/chat/completions", {
      body: chatBody("kilo-auto/free"),
      headers: { "x-test": "1" },
    });
    const request = await waiting;
    assert.deepEqual(request.body, chatBody("kilo-auto/free"));
    assert.equal(request.headers["x-test"], "1");
    assert.equal(await request.outcome, "finished");
    assert.deepEqual(
      gateway.requests.map(({ path }) => path),
      ["/api/openrouter/models?x=1", "/api/openrouter/chat/completions"],
    );
    gateway.clear();
    assert.equal(gateway.requests.length, 0);
  });
});

describe("closing the local gateway", () => {
  it("leaves no sockets, even while answers hang", async () => {
    const gateway = await startLocalGateway();
    const body = chatBody("fault/stall");
    const [hanging, streaming] = [gateway.nextRequest(), gateway.nextRequest()];
    const answers = [1, 2, 3].map(() => exchange(`${gateway.baseUrl}/chat/completions`, { body }));
    await Promise.all([hanging, streaming]);
    const outcome = (await hanging).outcome;
    assert.ok(gateway.openSockets > 0);
    await gateway.close();
    assert.equal(gateway.openSockets, 0);
    assert.equal(await outcome, "aborted");
    await Promise.allSettled(answers);
    await gateway.close();
    await assert.rejects(exchange(gateway.baseUrl), { code: "ECONNREFUSED" });
  });

  it("gives the port back, and says when a port is taken", async () => {
    const first = await startLocalGateway();
    const port = Number(new URL(first.origin).port);
    await assert.rejects(startLocalGateway({ port }), { code: "EADDRINUSE" });
    await first.close();
    const second = await startLocalGateway({ port });
    assert.equal(second.origin, first.origin);
    await second.close();
  });
});
