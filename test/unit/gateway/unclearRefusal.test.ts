import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import { collect, HELLO, jsonAnswer, never, testGateway } from "./testGateway";
import type { Answer, TestGateway, TestGatewayOptions } from "./testGateway";

const ORGANIZATION = "5b0e1c52-6f0a-4d0c-9a43-2f6f0c9d7e11";
const refused: Answer = () =>
  jsonAnswer(
    { error: { code: "PAID_MODEL_AUTH_REQUIRED", message: "x" }, error_type: "paid_model_auth_required" },
    { status: 401 },
  );
const profile =
  (...ids: string[]): Answer =>
  () =>
    jsonAnswer({ user: { email: "a@b.test" }, organizations: ids.map((id) => ({ id, name: "Org" })) });
const failed =
  (status: number): Answer =>
  () =>
    jsonAnswer({ success: false, error: "No" }, { status });

async function refusal(
  answers: readonly Answer[],
  organizationId: string | undefined,
  options: TestGatewayOptions = {},
): Promise<TestGateway & { readonly error: UserFacingError }> {
  const gateway = testGateway([refused, ...answers], {
    ...options,
    connection: { organizationId, ...options.connection },
  });
  const { error } = await collect(gateway.client.streamChat(HELLO, never));
  assert.ok(UserFacingError.is(error), String(error));
  return { ...gateway, error };
}

/** Path and organisation of each request. */
const asked = ({ requests }: TestGateway): unknown[] =>
  requests.map(({ url, headers }) => [new URL(url).pathname, headers["x-kilocode-organizationid"]]);

const CHAT = "/api/gateway/chat/completions";
const namesVariable = (error: UserFacingError): boolean => error.message.includes("KILO_ORG_ID");

describe("a sign-in asked of somebody who has signed in", () => {
  it("is a bad key when the account says so", async () => {
    const found = await refusal([failed(401)], ORGANIZATION);
    assert.deepEqual([found.error.code, found.error.remedy], ["authentication", "set-api-key"]);
    assert.deepEqual(asked(found), [
      [CHAT, ORGANIZATION],
      ["/api/profile", ORGANIZATION],
    ]);
  });

  it("is a wrong organisation when the account knows only others, or none", async () => {
    for (const ids of [[], ["0b0e1c52-6f0a-4d0c-9a43-2f6f0c9d7e11"]]) {
      const { error } = await refusal([profile(...ids)], ORGANIZATION);
      assert.deepEqual([error.code, error.remedy, error.retryable], ["forbidden", "check-provider", false]);
      assert.ok(namesVariable(error));
      assert.equal(error.details?.status, 401);
    }
  });

  it("is a wrong organisation when its id is none", async () => {
    const found = await refusal([failed(400)], "my-team");
    assert.ok(namesVariable(found.error));
    assert.equal(found.requests.length, 2);
  });

  it("is told apart without the organisation when the account refuses to talk with it", async () => {
    const foreign = await refusal([failed(403), profile()], ORGANIZATION);
    assert.ok(namesVariable(foreign.error));
    assert.deepEqual(asked(foreign).at(-1), ["/api/profile", undefined]);
    const badKey = await refusal([failed(403), failed(401)], ORGANIZATION);
    assert.equal(badKey.error.code, "authentication");
    const blocked = await refusal([failed(403), failed(403)], ORGANIZATION);
    assert.equal(blocked.error.code, "forbidden");
    assert.ok(!namesVariable(blocked.error));
  });

  it("remains what it is when the account is in order, or cannot be asked", async () => {
    for (const [answers, organizationId] of [
      [[profile(ORGANIZATION.toUpperCase())], ORGANIZATION],
      [[profile()], undefined],
      [[failed(403)], undefined],
      [[failed(404)], ORGANIZATION],
      [[() => new Response("<html>")], ORGANIZATION],
      [[() => Promise.reject(new TypeError("fetch failed"))], ORGANIZATION],
    ] as const) {
      const { error, requests } = await refusal(answers, organizationId);
      assert.deepEqual([error.code, error.remedy], ["forbidden", "test-connection"]);
      assert.match(error.message, /organisation may be wrong or the account blocked/);
      assert.equal(requests.length, 2);
    }
  });

  it("is looked into neither for somebody without a key nor at another gateway", async () => {
    const anonymous = await refusal([], ORGANIZATION, { connection: { apiKey: undefined } });
    assert.equal(anonymous.error.code, "not-configured");
    assert.equal(anonymous.requests.length, 1);
    const elsewhere = await refusal([], undefined, { provider: { kind: "openai-compatible" } });
    assert.equal(elsewhere.error.code, "forbidden");
    assert.equal(elsewhere.requests.length, 1);
  });

  it("is said by the account's own routes as well", async () => {
    for (const [status, organizationId, code, sentence] of [
      [400, "my-team", "forbidden", /KILO_ORG_ID is none/],
      [403, ORGANIZATION, "forbidden", /account or the organisation in KILO_ORG_ID/],
      [403, undefined, "forbidden", /account or organisation/],
      [400, undefined, "invalid-request", /rejected/],
    ] as const) {
      const gateway = testGateway([failed(status)], { connection: { organizationId } });
      const error: unknown = await gateway.client.getProfile().catch((reason: unknown) => reason);
      assert.ok(UserFacingError.is(error));
      assert.equal(error.code, code);
      assert.match(error.message, sentence);
    }
  });

  it("gives way to Stop while the account is asked", async () => {
    const reason = new Error("stopped");
    const controller = new AbortController();
    const hanging: Answer = () => {
      setImmediate(() => controller.abort(reason));
      return new Promise(() => undefined);
    };
    const gateway = testGateway([refused, hanging]);
    const { error } = await collect(gateway.client.streamChat(HELLO, controller.signal));
    assert.equal(error, reason);
  });
});
