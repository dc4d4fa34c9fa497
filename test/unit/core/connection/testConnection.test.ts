import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ConnectionStep } from "../../../../src/core/connection/connectionReport";
import { type ConnectionTest, testConnection } from "../../../../src/core/connection/testConnection";
import { UserFacingError } from "../../../../src/core/errors";
import type { Model } from "../../../../src/core/models/model";
import type { AccountProfile, ChatEvent, ChatRequest, GatewayClient } from "../../../../src/core/ports";
import { modelWith } from "../../../fakes/sampleModel";
import { kilo } from "../../../fakes/sampleProvider";

const large = modelWith({
  id: "acme/large",
  name: "Acme Large",
  pricing: { kind: "known", prompt: "0.000003", completion: "0.000015" },
});

/** Answers from a script and notes what it was asked. */
class ScriptedGateway implements GatewayClient {
  readonly calls: string[] = [];
  readonly requests: ChatRequest[] = [];
  models: readonly Model[] | Error = [large];
  answersAtAll: true | Error = true;
  profile: AccountProfile | undefined | Error = { email: "me@mail.example", organizations: [] };
  answer: readonly (ChatEvent | Error)[] = [
    { type: "accepted" },
    { type: "heartbeat" },
    { type: "served-by", model: "acme/large-2026", upstream: "DeepInfra" },
    { type: "text-delta", text: "Hello" },
    { type: "text-delta", text: " there" },
    { type: "finish", reason: "stop" },
  ];
  hasStreamClosed = false;
  /** Called before each event of the answer. */
  onEvent = (): void => {};

  async probe() {
    this.calls.push("probe");
    given(this.answersAtAll);
  }
  async listModels() {
    this.calls.push("listModels");
    return given(this.models);
  }
  async getProfile() {
    this.calls.push("getProfile");
    return given(this.profile);
  }
  async *streamChat(request: ChatRequest): AsyncGenerator<ChatEvent> {
    this.calls.push("streamChat");
    this.requests.push(request);
    try {
      for (const event of this.answer) {
        this.onEvent();
        yield given(event);
      }
    } finally {
      this.onEvent();
      this.hasStreamClosed = true;
    }
  }
  listEndpoints = () => Promise.resolve([]);
  getDefaults = () => Promise.resolve(undefined);
  getBalance = () => Promise.resolve(undefined);
}

function given<T>(value: T | Error): T {
  if (value instanceof Error) throw value;
  return value;
}

function run(gateway: ScriptedGateway, change: Partial<ConnectionTest> = {}) {
  return testConnection({
    gateway,
    provider: kilo,
    modelId: "acme/large",
    hasKey: true,
    clock: { now: () => 0 },
    signal: new AbortController().signal,
    ...change,
  });
}

const namesOf = (steps: readonly ConnectionStep[]) => steps.map(({ name }) => name);

describe("testConnection", () => {
  it("goes from the address to the first token and tells what it found", async () => {
    const report = await run(new ScriptedGateway());
    assert.deepEqual(report, {
      ok: true,
      provider: "kilocode",
      steps: [
        { name: "address", ok: true, ms: 0, detail: "https://api.kilo.ai/api/openrouter" },
        { name: "connection", ok: true, ms: 0, detail: "encrypted" },
        { name: "gateway", ok: true, ms: 0, detail: "Models: 1" },
        { name: "key", ok: true, ms: 0, detail: "me@mail.example" },
        { name: "model", ok: true, ms: 0, detail: "acme/large" },
        { name: "first token", ok: true, ms: 0, detail: "acme/large-2026 via DeepInfra" },
      ],
    });
  });

  it("reports each step as it ends", async () => {
    const seen: string[] = [];
    const gateway = new ScriptedGateway();
    const report = await run(gateway, {
      onStep: (step) => seen.push(`${step.name} after ${gateway.calls.length} calls`),
    });
    assert.deepEqual(seen, [
      "address after 0 calls",
      "connection after 1 calls",
      "gateway after 2 calls",
      "key after 3 calls",
      "model after 3 calls",
      "first token after 4 calls",
    ]);
    assert.equal(report.steps.length, seen.length);
  });

  it("sends a tiny prompt, stops at the first piece and counts the time to it, not to the end", async () => {
    const gateway = new ScriptedGateway();
    let now = 1000;
    gateway.onEvent = () => (now += 10);
    const report = await run(gateway, { clock: { now: () => now } });
    assert.equal(report.steps.at(-1)?.ms, 40);
    assert.equal(gateway.requests[0]?.maxTokens, 16);
    assert.ok(gateway.hasStreamClosed);
    assert.equal(now, 1050);
  });

  it("names the token limit as the model takes it", async () => {
    const gateway = new ScriptedGateway();
    gateway.models = [{ ...large, supportedParameters: ["max_completion_tokens"] }];
    await run(gateway);
    assert.equal(gateway.requests[0]?.maxTokensParameter, "max_completion_tokens");
  });

  it("sends the id as listed when it was typed in another case", async () => {
    const gateway = new ScriptedGateway();
    await run(gateway, { modelId: " ACME/Large " });
    assert.equal(gateway.requests[0]?.modelId, "acme/large");
  });

  it("without a model it costs nothing", async () => {
    const gateway = new ScriptedGateway();
    const report = await run(gateway, { modelId: undefined });
    assert.ok(report.ok);
    assert.deepEqual(namesOf(report.steps), ["address", "connection", "gateway", "key"]);
    assert.deepEqual(gateway.requests, []);
  });

  it("without a key says so and leaves the key out", async () => {
    const gateway = new ScriptedGateway();
    gateway.models = [{ ...large, isFree: true }];
    const report = await run(gateway, { hasKey: false });
    assert.ok(report.ok);
    assert.deepEqual(namesOf(report.steps), ["address", "connection", "gateway", "model", "first token"]);
    assert.match(report.steps[2]?.detail ?? "", /no key/);
    assert.ok(!gateway.calls.includes("getProfile"));
  });

  it("leaves the key out where the provider cannot tell", async () => {
    const gateway = new ScriptedGateway();
    gateway.profile = undefined;
    const report = await run(gateway);
    assert.ok(report.ok);
    assert.deepEqual(namesOf(report.steps), ["address", "connection", "gateway", "model", "first token"]);
  });

  it("a model that needs a key fails before anything is sent", async () => {
    const gateway = new ScriptedGateway();
    const report = await run(gateway, { hasKey: false });
    assert.equal(report.error?.code, "not-configured");
    assert.equal(report.steps.at(-1)?.name, "first token");
    assert.deepEqual(gateway.requests, []);
  });

  it("says which address the host has", async () => {
    const report = await run(new ScriptedGateway(), {
      resolveHost: (host) => Promise.resolve(`${host}'s address`),
    });
    assert.match(report.steps[0]?.detail ?? "", /api\.kilo\.ai is api\.kilo\.ai's address/);
  });

  it("a host without an address is a network error that names it, and the only one", async () => {
    const gateway = new ScriptedGateway();
    const report = await run(gateway, { resolveHost: () => Promise.reject(new Error("ENOTFOUND")) });
    assert.equal(report.ok, false);
    assert.equal(report.error?.code, "network");
    assert.match(report.error?.message ?? "", /^api\.kilo\.ai cannot be reached/);
    assert.deepEqual(namesOf(report.steps), ["address"]);
    assert.deepEqual(gateway.calls, []);
  });

  it("a base URL that is none fails before any request", async () => {
    const gateway = new ScriptedGateway();
    const report = await run(gateway, { provider: { ...kilo, baseUrl: "kilo" } });
    assert.equal(report.error?.code, "not-configured");
    assert.equal(report.error?.remedy, "check-provider");
    assert.deepEqual(gateway.calls, []);
  });

  it("stops at the first failure with its error", async () => {
    const gateway = new ScriptedGateway();
    gateway.profile = new UserFacingError("authentication", "The key is refused.");
    const report = await run(gateway);
    assert.deepEqual(namesOf(report.steps), ["address", "connection", "gateway", "key"]);
    assert.deepEqual(report.steps.at(-1), { name: "key", ok: false, ms: 0, detail: "The key is refused." });
    assert.equal(report.error?.code, "authentication");
    assert.deepEqual(gateway.requests, []);
  });

  it("an empty model list is a failure with its own sentence", async () => {
    const gateway = new ScriptedGateway();
    gateway.models = [];
    const report = await run(gateway);
    assert.equal(report.error?.code, "invalid-response");
    assert.match(report.steps.at(-1)?.detail ?? "", /list is empty/);
  });

  it("a certificate that is not trusted fails before anything is asked of the gateway", async () => {
    const gateway = new ScriptedGateway();
    gateway.answersAtAll = new UserFacingError("network", "The certificate is not trusted.");
    const report = await run(gateway);
    assert.deepEqual(namesOf(report.steps), ["address", "connection"]);
    assert.deepEqual(gateway.calls, ["probe"]);
  });

  it("names the machine it goes out from, also where a name is looked up in vain", async () => {
    const machine = "buildbox (ssh-remote)";
    const report = await run(new ScriptedGateway(), { machine });
    assert.equal(report.steps[1]?.detail, "encrypted, from buildbox (ssh-remote)");
    const resolveHost = () => Promise.reject(new Error("ENOTFOUND"));
    const failed = await run(new ScriptedGateway(), { machine, resolveHost });
    assert.match(failed.error?.message ?? "", /This extension runs on buildbox \(ssh-remote\)/);
  });

  it("names the proxy it goes through", async () => {
    const report = await run(new ScriptedGateway(), { proxy: "http://proxy.example:3128" });
    assert.match(report.steps[1]?.detail ?? "", /through the proxy http:\/\/proxy\.example:3128/);
  });

  it("a model that is not in the list is reported with the nearest names, and not asked", async () => {
    const gateway = new ScriptedGateway();
    const report = await run(gateway, { modelId: "acme/lagre" });
    assert.equal(report.error?.code, "model-not-found");
    assert.equal(report.steps.at(-1)?.name, "model");
    assert.match(report.error?.message ?? "", /acme\/lagre.*acme\/large/);
    assert.deepEqual(gateway.requests, []);
  });

  it("an answer that breaks before its first token fails that step", async () => {
    const gateway = new ScriptedGateway();
    gateway.answer = [{ type: "accepted" }, new UserFacingError("insufficient-credits", "No credit.")];
    const report = await run(gateway);
    assert.equal(report.error?.code, "insufficient-credits");
    assert.equal(report.steps.at(-1)?.ok, false);
  });

  it("an answer without any text is empty, unless the tokens were used up by thinking that is not shown", async () => {
    const gateway = new ScriptedGateway();
    gateway.answer = [{ type: "accepted" }, { type: "finish", reason: "stop" }];
    assert.equal((await run(gateway)).error?.code, "empty-answer");
    gateway.answer = [{ type: "accepted" }, { type: "finish", reason: "length" }];
    assert.ok((await run(gateway)).ok);
  });

  it("an abort rejects with the signal's reason, in any step", async () => {
    const reason = new Error("closed");
    for (const moment of ["resolveHost", "step", "stream"]) {
      const controller = new AbortController();
      const gateway = new ScriptedGateway();
      const abort = () => controller.abort(reason);
      if (moment === "stream") gateway.onEvent = abort;
      await assert.rejects(
        run(gateway, {
          signal: controller.signal,
          resolveHost: (host) => {
            if (moment !== "resolveHost") return Promise.resolve(host);
            abort();
            return new Promise(() => {});
          },
          ...(moment === "step" && { onStep: abort }),
        }),
        reason,
      );
    }
  });

  it("what is not an expected failure is not hidden in a report", async () => {
    const gateway = new ScriptedGateway();
    gateway.models = new TypeError("a bug");
    await assert.rejects(run(gateway), TypeError);
  });
});
