import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import type { ErrorCode, Remedy } from "../../../src/core/errors";
import { UserFacingError } from "../../../src/core/errors";
import { retryAfterOf, toUserFacingError } from "../../../src/gateway/toUserFacingError";
import type { FailureContext } from "../../../src/gateway/toUserFacingError";
import { KEY } from "./testGateway";

interface Sample {
  readonly name: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

const samples = JSON.parse(
  readFileSync("test/fixtures/wire/errors.sample.json", "utf8"),
) as readonly Sample[];

const chat: FailureContext = {
  provider: "Kilo",
  host: "gateway.test",
  route: "chat",
  modelId: "acme/large-2",
  key: KEY,
};

function failureOf(name: string, context: Partial<FailureContext> = {}): UserFacingError {
  const sample = samples.find((candidate) => candidate.name === name);
  assert.ok(sample, `no sample named ${name}`);
  return toUserFacingError(
    {
      ...(sample.status !== 200 && { status: sample.status }),
      headers: new Headers(sample.headers),
      body: typeof sample.body === "string" ? sample.body : JSON.stringify(sample.body),
    },
    { ...chat, ...context },
  );
}

describe("toUserFacingError", () => {
  const table: readonly (readonly [string, ErrorCode, Remedy, boolean])[] = [
    ["kilo-400-malformed-json", "invalid-request", "edit-parameters", false],
    ["kilo-400-data-collection", "forbidden", "choose-model", false],
    ["kilo-400-unsupported-field", "invalid-request", "edit-parameters", false],
    ["kilo-401-paid-model", "forbidden", "test-connection", false],
    ["kilo-401-invalid-token", "authentication", "set-api-key", false],
    ["kilo-401-anonymous-quota", "rate-limited", "set-api-key", false],
    ["kilo-401-account-endpoint", "authentication", "set-api-key", false],
    ["kilo-401-byok", "authentication", "check-provider", false],
    ["kilo-402-low-credit", "insufficient-credits", "add-credits", false],
    ["kilo-402-never-paid", "insufficient-credits", "add-credits", false],
    ["kilo-402-documented-form", "insufficient-credits", "add-credits", false],
    ["kilo-403-provider", "forbidden", "choose-model", false],
    ["kilo-403-not-member", "forbidden", "choose-model", false],
    ["kilo-404-model-not-found", "model-not-found", "choose-model", false],
    ["kilo-404-model-id", "model-not-found", "choose-model", false],
    ["kilo-404-team", "forbidden", "choose-model", false],
    ["kilo-404-endpoints-route", "model-not-found", "choose-model", false],
    ["upstream-404-no-tool-endpoint", "invalid-request", "choose-model", false],
    ["upstream-400-context", "context-length-exceeded", "choose-model", false],
    ["upstream-400-raw", "invalid-request", "edit-parameters", false],
    ["openrouter-400-model-id", "model-not-found", "choose-model", false],
    ["openrouter-401", "authentication", "set-api-key", false],
    ["openrouter-403-moderation", "moderated", "show-request", false],
    ["openrouter-408", "timeout", "retry", true],
    ["kilo-413-platform", "payload-too-large", "show-request", false],
    ["kilo-429-free-model", "rate-limited", "retry", true],
    ["kilo-429-account", "rate-limited", "retry", true],
    ["upstream-429-capacity", "rate-limited", "retry", true],
    ["upstream-429-raw", "rate-limited", "retry", true],
    ["openrouter-429-daily-free", "rate-limited", "retry", true],
    ["ok-200-error-body", "provider-unavailable", "retry", true],
    ["kilo-499-own-abort", "network", "retry", true],
    ["upstream-500-masked", "provider-unavailable", "retry", true],
    ["upstream-502", "provider-unavailable", "retry", true],
    ["upstream-502-empty-body", "provider-unavailable", "retry", true],
    ["kilo-503-temporarily", "provider-unavailable", "retry", true],
    ["kilo-503-top-up", "provider-unavailable", "retry", true],
    ["kilo-503-upstream-lost", "provider-unavailable", "retry", true],
    ["kilo-503-no-free-model", "provider-unavailable", "retry", true],
    ["edge-504-html", "timeout", "retry", true],
    ["openrouter-524", "timeout", "retry", true],
    ["openrouter-529", "provider-unavailable", "retry", true],
    ["proxy-407", "network", "test-connection", false],
  ];
  for (const [name, code, remedy, retryable] of table) {
    it(`reads ${name} as ${code}`, () => {
      const error = failureOf(name);
      assert.deepEqual([error.code, error.remedy, error.retryable], [code, remedy, retryable]);
    });
  }

  it("has a row for every sample that is an error answer", () => {
    const elsewhere = new Set(["ok-200-partial-then-error", "captive-portal-200-html"]);
    const missing = samples.filter(
      ({ name }) => !elsewhere.has(name) && !table.some(([covered]) => covered === name),
    );
    assert.deepEqual(missing, []);
  });

  it("asks for a key, and accuses none, when the request was anonymous", () => {
    for (const name of ["kilo-401-paid-model", "openrouter-401"]) {
      const { code, remedy } = failureOf(name, { key: undefined });
      assert.deepEqual([code, remedy], ["not-configured", "set-api-key"]);
    }
  });

  it("calls a missing page a wrong address, except where a gateway says that the model is missing", () => {
    const page = toUserFacingError({ status: 404, body: "<html><title>404</title></html>" }, chat);
    assert.deepEqual([page.code, page.remedy], ["invalid-response", "check-provider"]);
    const framework = toUserFacingError({ status: 404, body: '{"detail":"Not Found"}' }, chat);
    assert.equal(framework.code, "invalid-response");
    const list = toUserFacingError({ status: 405, body: "" }, { ...chat, route: "models" });
    assert.deepEqual([list.code, list.remedy], ["invalid-response", "check-provider"]);
  });

  it("speaks of the account where no model was asked for", () => {
    const { modelId: _, ...account } = { ...chat, route: "account" as const };
    const error = toUserFacingError(
      { status: 403, body: { success: false, error: "Access denied" } },
      account,
    );
    assert.deepEqual([error.code, error.remedy], ["forbidden", "check-provider"]);
    assert.match(error.message, /Kilo/);
  });

  it("unwraps the upstream's own words and names the upstream", () => {
    const image = failureOf("upstream-400-raw");
    assert.equal(image.details?.providerMessage, "This model takes at most 1 image per prompt.");
    assert.equal(image.details?.upstream, "Crucible");
    assert.equal(
      image.message,
      "Crucible at Kilo rejected the request: This model takes at most 1 image per prompt.",
    );
    const limited = failureOf("upstream-429-raw");
    assert.equal(
      limited.details?.providerMessage,
      "The model is temporarily rate-limited upstream (sample text). Retry shortly or use another provider",
    );
    assert.equal(limited.details?.upstream, "BaseTen");
  });

  it("gives the upstream's reason where the gateway has none, short and in one line", () => {
    const sentence = (raw: unknown, rest: object = {}): string => {
      const metadata = { raw, provider_name: "DeepInfra", ...rest };
      const body = { error: { code: 502, message: "Provider returned error", metadata } };
      return toUserFacingError({ status: 502, body }, chat).message;
    };
    const start = "DeepInfra at Kilo cannot answer right now";
    assert.equal(sentence('{"error":{"message":"Engine\\n overloaded."}}'), `${start}: Engine overloaded.`);
    assert.equal(sentence(undefined), `${start}.`);
    assert.equal(sentence("Provider returned error"), `${start}.`);
    assert.equal(sentence("x".repeat(900)).length, start.length + 204);
    assert.equal(sentence("busy", { provider_name: "Kilo" }), "Kilo cannot answer right now: busy.");
    assert.match(failureOf("upstream-429-raw").message, /BaseTen at Kilo needs a pause/);
  });

  it("says the server's title only where the balance is low", () => {
    const sentence = (balance: unknown): UserFacingError =>
      toUserFacingError(
        { status: 402, body: { error: { title: "Low Credit Warning!", message: "Add credits.", balance } } },
        chat,
      );
    for (const balance of [-0.5, 0, 0.4, undefined]) {
      const error = sentence(balance);
      assert.equal(error.message, "Low Credit Warning: your balance at Kilo is too low for this run.");
      assert.equal(error.remedy, "add-credits");
    }
    const wrong = sentence(81.99);
    assert.equal(wrong.message, "Kilo asks for credits, although it reports a balance of $81.99.");
    assert.deepEqual([wrong.code, wrong.remedy], ["insufficient-credits", "test-connection"]);
  });

  it("tells a feature that nobody offers, and a data policy, from a model that is missing", () => {
    const of = (message: string): UserFacingError =>
      toUserFacingError({ status: 404, body: { error: { code: 404, message } } }, chat);
    const feature = of("No endpoints found that support cache control");
    assert.deepEqual([feature.code, feature.remedy], ["invalid-request", "choose-model"]);
    assert.match(feature.message, /cache control/);
    assert.equal(of("No endpoints found matching your data policy (x)").code, "forbidden");
    assert.equal(of("No endpoints found for acme/large-2.").code, "model-not-found");
  });

  it("takes a path that the gateway does not know for a wrong base URL", () => {
    const body = { error: "Invalid path", error_type: "invalid_path", message: "No such API" };
    const error = toUserFacingError({ status: 400, body }, chat);
    assert.deepEqual([error.code, error.remedy], ["invalid-response", "check-provider"]);
  });

  it("takes the patterns of a guardrail for a refusal of the content", () => {
    const body = { error: { code: 403, message: "Blocked", metadata: { patterns: ["email"] } } };
    assert.equal(toUserFacingError({ status: 403, body }, chat).code, "moderated");
  });

  it("keeps title, balance and the place to pay of a 402", () => {
    const { details } = failureOf("kilo-402-low-credit");
    assert.equal(details?.balanceUsd, -0.0132);
    assert.equal(details?.buyCreditsUrl, "https://app.kilo.ai/profile");
    assert.equal(
      details?.providerMessage,
      "Low credit (sample title): Add credits, or use a free model (sample text).",
    );
    assert.equal(failureOf("kilo-402-documented-form").details?.buyCreditsUrl, "https://app.kilo.ai/credits");
  });

  it("passes on no link to pay that is not https", () => {
    const body = { error: { message: "x", balance: 0, buyCreditsUrl: "javascript:alert(1)" } };
    assert.equal(toUserFacingError({ status: 402, body }, chat).details?.buyCreditsUrl, undefined);
  });

  it("reads the wait from the body and from the header", () => {
    assert.equal(failureOf("upstream-429-capacity").details?.retryAfterMs, 40_000);
    assert.match(failureOf("upstream-429-capacity").message, /40 s/);
    assert.equal(failureOf("kilo-503-top-up").details?.retryAfterMs, 5000);
    assert.equal(failureOf("kilo-429-account").details?.retryAfterMs, undefined);
  });

  it("reads the wait from the end of OpenRouter's own limit, and nothing from one that is over", () => {
    const waitOf = (reset: string, remaining = "0"): number | undefined =>
      retryAfterOf(
        new Headers({ "x-ratelimit-remaining": remaining, "x-ratelimit-reset": reset }),
        1_000_000,
      );
    assert.equal(waitOf("1090000"), 90_000);
    assert.equal(waitOf("1090000", "3"), undefined);
    for (const reset of ["999999", "", "soon", "60"]) assert.equal(waitOf(reset), undefined, reset);
  });

  it("reads a wait in seconds, in milliseconds and as a date", () => {
    const waitOf = (headers: Record<string, string>): number | undefined =>
      retryAfterOf(new Headers(headers), Date.UTC(2026, 0, 1));
    assert.equal(waitOf({ "retry-after": "7" }), 7000);
    assert.equal(waitOf({ "retry-after": " 1.5 " }), 1500);
    assert.equal(waitOf({ "retry-after": "Thu, 01 Jan 2026 00:01:00 GMT" }), 60_000);
    assert.equal(waitOf({ "retry-after": "Wed, 31 Dec 2025 00:00:00 GMT" }), 0);
    assert.equal(waitOf({ "retry-after": "9", "retry-after-ms": "20" }), 20);
    assert.equal(waitOf({ "retry-after": "later" }), undefined);
  });

  it("names the numbers of a context overflow when the upstream gives them", () => {
    assert.equal(
      failureOf("upstream-400-context").message,
      "The request has 140,210 tokens; acme/large-2 takes 131,072.",
    );
  });

  it("recognises an overflow reported as a server error, and does not call it retryable", () => {
    const body = { error: { message: "This model's maximum context length is 8192 tokens.", code: 500 } };
    const error = toUserFacingError({ status: 500, body }, chat);
    assert.deepEqual([error.code, error.retryable], ["context-length-exceeded", false]);
  });

  it("quotes the request id from header or body", () => {
    const headers = new Headers({ "request-id": "abc" });
    assert.equal(toUserFacingError({ status: 500, headers, body: "" }, chat).details?.requestId, "abc");
    assert.equal(failureOf("kilo-503-upstream-lost").details?.requestId, "fra1::sample");
  });

  it("obeys a server that says another attempt makes no sense", () => {
    const body = { error: { message: "x", code: 503, availability: { retryable: false } } };
    assert.equal(toUserFacingError({ status: 503, body }, chat).retryable, false);
  });

  it("takes the key out of whatever the server echoes", () => {
    const body = {
      error: {
        message: `Incorrect API key provided: ${KEY}`,
        metadata: { provider_name: KEY },
        buyCreditsUrl: `https://gateway.test/pay?account=${KEY}`,
      },
    };
    for (const status of [400, 401, 500]) {
      const error = toUserFacingError({ status, body }, chat);
      assert.ok(!JSON.stringify(error.toRunError()).includes(KEY));
    }
  });

  it("reads a huge body once, whatever it repeats", () => {
    // Each takes minutes when it is looked at again from each place.
    const hint = { message: `${".".repeat(200_000)}x`, metadata: { remedy_hint: "Wait." } };
    for (const body of [`<html>${"<title".repeat(100_000)}`, { error: hint }]) {
      assert.ok(UserFacingError.is(toUserFacingError({ status: 502, body }, chat)));
    }
  });

  it("survives any body", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.string(), fc.record({ error: fc.jsonValue() }), errorLike),
        fc.integer({ min: 400, max: 599 }),
        (body, status) => {
          const error = toUserFacingError({ status, body }, chat);
          assert.ok(UserFacingError.is(error) && error.message !== "");
        },
      ),
      { seed: 20, numRuns: 500 },
    );
  });
});

const errorLike = fc.record({
  error: fc.record(
    { code: fc.jsonValue(), message: fc.jsonValue(), metadata: fc.record({ raw: fc.jsonValue() }) },
    { requiredKeys: [] },
  ),
  error_type: fc.jsonValue(),
});
