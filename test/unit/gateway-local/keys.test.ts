import type { LocalGateway } from "../../gateway/startLocalGateway";
import type { Exchange } from "./exchange";
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { chatBody, exchange, withKey } from "./exchange";
import { createToken, organization } from "../../gateway/caller";
import { startLocalGateway } from "../../gateway/startLocalGateway";

const FREE = "minimax/minimax-m2.1:free";
const PAID = "openai/gpt-4o";

function bearer(key: string): { readonly authorization: string } {
  return { authorization: `Bearer ${key}` };
}

describe("keys at the local gateway", () => {
  let gateway: LocalGateway;

  before(async () => {
    gateway = await startLocalGateway();
  });
  after(() => gateway.close());

  function chat(
    model: string,
    headers: Readonly<Record<string, string>>,
    more: Readonly<Record<string, unknown>> = {},
    base = gateway.baseUrl,
  ): Promise<Exchange> {
    return exchange(`${base}/chat/completions`, { body: chatBody(model, "Hi", more), headers });
  }

  async function balanceStatus(headers: Readonly<Record<string, string>>): Promise<number> {
    return (await exchange(`${gateway.origin}/api/profile/balance`, { headers })).status;
  }

  it("accepts the listed keys, living tokens and any case of the scheme word", async () => {
    const soon = Math.floor(Date.now() / 1000) + 3600;
    for (const key of ["kilo_local_key", "kilo_test_key", createToken({}, soon)]) {
      assert.equal((await chat(PAID, bearer(key))).status, 200);
    }
    assert.equal((await chat(PAID, { authorization: "bearer kilo_local_key" })).status, 200);
  });

  for (const key of ["kilo_wrong", "eyJhbGciOi.not-json.x", createToken({}, 1_000_000), "sk-or-v1-x"]) {
    it(`refuses ${key.slice(0, 24)}, for free models as well`, async () => {
      const answer = await chat(FREE, bearer(key));
      assert.equal(answer.status, 401);
      assert.equal(answer.headers["www-authenticate"], 'Bearer error="invalid_token"');
      assert.equal(JSON.parse(answer.text).error.code, "INVALID_TOKEN");
      const profile = await exchange(`${gateway.origin}/api/profile`, { headers: bearer(key) });
      assert.equal(profile.status, 401);
      assert.equal(JSON.parse(profile.text).success, false);
      assert.equal((await exchange(`${gateway.baseUrl}/models`, { headers: bearer(key) })).status, 200);
    });
  }

  it("lets nobody in particular use free models alone", async () => {
    for (const headers of [{}, bearer("anonymous")]) {
      assert.equal((await chat(FREE, headers)).status, 200);
      const refused = await chat(PAID, headers);
      assert.equal(refused.status, 401);
      assert.equal(JSON.parse(refused.text).error.code, "PAID_MODEL_AUTH_REQUIRED");
    }
  });

  it("asks a depleted account to pay, for paid models only", async () => {
    const headers = bearer("kilo_depleted_key");
    assert.equal((await chat(FREE, headers)).status, 200);
    const refused = await chat(PAID, headers);
    assert.equal(refused.status, 402);
    const { error, error_type } = JSON.parse(refused.text);
    assert.equal(error_type, "usage_limit_exceeded");
    assert.deepEqual(Object.keys(error).toSorted(), ["balance", "buyCreditsUrl", "message", "title"]);
    const balance = await exchange(`${gateway.origin}/api/profile/balance`, { headers });
    assert.deepEqual(JSON.parse(balance.text), { balance: -0.0132, isDepleted: true });
  });

  it("takes a foreign organisation for nobody", async () => {
    const foreign = { ...withKey, "x-kilocode-organizationid": "11111111-2222-4333-8444-555555555555" };
    assert.equal(JSON.parse((await chat(PAID, foreign)).text).error.code, "PAID_MODEL_AUTH_REQUIRED");
    assert.equal((await chat(FREE, foreign)).status, 200);
    const own = { ...withKey, "x-kilocode-organizationid": organization.id };
    assert.equal((await chat(PAID, own)).status, 200);
    assert.equal(await balanceStatus(foreign), 403);
    assert.equal(await balanceStatus({ ...withKey, "x-kilocode-organizationid": "team" }), 400);
    assert.equal(await balanceStatus(own), 200);
  });

  it("takes x-proxy-token under /v1 alone, where nobody gets in without a key", async () => {
    const proxy = { "x-proxy-token": "kilo_local_key" };
    assert.equal((await chat(PAID, proxy, {}, `${gateway.origin}/v1`)).status, 200);
    assert.equal((await chat(FREE, {}, {}, `${gateway.origin}/v1`)).status, 401);
    assert.equal((await chat(PAID, proxy)).status, 401);
    assert.equal((await chat(FREE, {}, {}, `${gateway.origin}/api/v1`)).status, 401);
  });

  it("checks in the order of the real gateway", async () => {
    const at = `${gateway.baseUrl}/chat/completions`;
    const wrong = bearer("kilo_wrong");
    const cases: readonly (readonly [unknown, Readonly<Record<string, string>>, number, string])[] = [
      ["{", wrong, 400, "invalid_request"],
      [chatBody("", "Hi", { providerOptions: {} }), wrong, 400, "unsupported_field"],
      [chatBody(" "), wrong, 404, "model_not_found"],
      [chatBody(PAID, "Hi", { messages: "Hi" }), wrong, 400, "invalid_request"],
      [chatBody("no/such"), wrong, 401, "authentication_required"],
      [chatBody("no/such"), withKey, 404, "model_not_found"],
      [chatBody(FREE, "Hi", { provider: { data_collection: "deny" } }), {}, 400, "data_collection_required"],
      [chatBody(PAID, "word ".repeat(130_000)), withKey, 400, "context_length_exceeded"],
      [chatBody(PAID, "Hi", { max_tokens: 128_000 }), withKey, 400, "context_length_exceeded"],
    ];
    for (const [body, headers, status, type] of cases) {
      const answer = await exchange(at, { body, headers });
      assert.deepEqual([answer.status, JSON.parse(answer.text).error_type], [status, type]);
    }
  });

  it("refuses tools where the model takes none, and empty assistant turns", async () => {
    assert.equal((await chat("perplexity/sonar", withKey, { tools: [{}] })).status, 404);
    const messages = [
      { role: "assistant", content: "" },
      { role: "user", content: "Hi" },
    ];
    assert.equal((await chat(PAID, withKey, { messages })).status, 400);
  });

  it("refuses bodies that are too large for its platform", async () => {
    const answer = await chat(PAID, withKey, { padding: "x".repeat(4_600_000) });
    assert.deepEqual([answer.status, answer.headers["content-type"]], [413, "text/plain; charset=utf-8"]);
  });
});
