/**
 * The forty mistakes of other clients (wire 8), one test each by its number. Their symptoms in the view and in the editor are
 * tested elsewhere: 4 and 9 as the user sees them (view), 16 in words (view), 21 and 23 in the model picker, 29 and 34 by
 * their buttons (view).
 */
import assert from "node:assert/strict";
import { mock } from "node:test";
import { describe, it } from "mocha";
import { testConnection } from "../../../src/core/connection/testConnection";
import { costOfRun } from "../../../src/core/cost/costOfRun";
import { estimateCost } from "../../../src/core/cost/estimateCost";
import type { RunCost, Usage } from "../../../src/core/cost/usage";
import { UserFacingError } from "../../../src/core/errors";
import type { Model } from "../../../src/core/models/model";
import { contextLimitOf } from "../../../src/core/models/modelCatalogue";
import { parsePricing } from "../../../src/core/models/parsePricing";
import { requestLimits } from "../../../src/core/models/requestLimits";
import { KnownSecrets } from "../../../src/core/knownSecrets";
import type { ChatRequest } from "../../../src/core/ports";
import { RateLimitTally } from "../../../src/core/providers/rateLimitTally";
import { timeoutsFor } from "../../../src/core/providers/timeoutsFor";
import { runChat } from "../../../src/core/run/runChat";
import type { RunResult } from "../../../src/core/run/runResult";
import { buildMessages } from "../../../src/core/spec/buildMessages";
import { ApiKeyStore } from "../../../src/host/apiKeyStore";
import { BalanceWatch } from "../../../src/host/balanceWatch";
import { GatewayFactory } from "../../../src/node/gatewayFactory";
import { ModelCache } from "../../../src/core/models/modelCache";
import { kilo } from "../../fakes/sampleProvider";
import type { ProviderConfig } from "../../../src/core/providers/providerConfig";
import { silentLog } from "../../fakes/silentLog";
import { modelWith, sampleModel } from "../../fakes/sampleModel";
import { FakeClock, turn } from "./fakeClock";
import {
  chunk,
  collect,
  delta,
  FINISH,
  HELLO,
  jsonAnswer,
  KEY,
  never,
  okStream,
  streamAnswer,
  testConnection as testGatewayConnection,
  testGateway,
  textChunk,
} from "./testGateway";
import type { Answer, RecordedRequest, TestGatewayOptions } from "./testGateway";

/** A model list that nobody keeps. */
const noFiles = { read: async () => undefined, write: async () => undefined };

interface Ran {
  readonly result: RunResult;
  readonly requests: readonly RecordedRequest[];
  readonly pauses: readonly number[];
  readonly log: readonly string[];
}

async function run(
  answers: readonly Answer[],
  options: TestGatewayOptions & { readonly request?: ChatRequest; readonly stop?: AbortController } = {},
): Promise<Ran> {
  const gateway = testGateway(answers, { ...options, policy: { chatRetries: 2, ...options.policy } });
  const result = await runChat({
    gateway: gateway.client,
    request: options.request ?? HELLO,
    provider: kilo,
    model: sampleModel,
    estimate: undefined,
    clock: { now: () => 0 },
    signal: (options.stop ?? new AbortController()).signal,
    onEvent: () => undefined,
  });
  return { ...gateway, result };
}

const usageOf = (completionTokens: number): Usage => ({
  promptTokens: 1000,
  completionTokens,
  cachedPromptTokens: 0,
  reasoningTokens: 0,
  cacheWriteTokens: 0,
});

const costWith = (
  model: Model,
  reported: { usd?: number; upstreamUsd?: number; isByok: boolean } | undefined,
): RunCost =>
  costOfRun({
    model,
    providerKind: "kilocode",
    usage: usageOf(100),
    reported,
    status: "completed",
    finishReason: "stop",
  });

const usageChunk = (fields: object): string => chunk({ choices: [], usage: fields });
const fails =
  (status: number, body: object | string = "", headers: Record<string, string> = {}): Answer =>
  () =>
    typeof body === "string"
      ? new Response(body, { status, headers })
      : jsonAnswer(body, { status, headers });
const free = { kind: "known", prompt: "0", completion: "0" } as const;

describe("mistakes of other clients", () => {
  it("1: a cost far below the real one, because a long-context price was ignored", () => {
    assert.deepEqual(costWith(sampleModel, { usd: 32.03, isByok: false }), { kind: "reported", usd: 32.03 });
  });

  it("2: an own-key run shown as 0", () => {
    const own = modelWith({ hasOwnKey: true, pricing: free });
    assert.deepEqual(costWith(own, { usd: 0, upstreamUsd: 0.42, isByok: true }), {
      kind: "reported",
      usd: 0.42,
    });
    assert.deepEqual(costWith(own, undefined), { kind: "unknown" });
  });

  it("3: the fee of 5 % shown as the cost", () => {
    const cost = costWith(sampleModel, { usd: 0.021, upstreamUsd: 0.42, isByok: true });
    assert.deepEqual(cost, { kind: "reported", usd: 0.42 });
  });

  it("4: two totals side by side: there is one, and it says where it is from", async () => {
    const { result } = await run([
      () =>
        streamAnswer([
          textChunk("Hi"),
          FINISH,
          usageChunk({ prompt_tokens: 9, completion_tokens: 1, cost: 0.5 }),
        ]),
    ]);
    assert.deepEqual(result.cost, { kind: "reported", usd: 0.5 });
  });

  it("5: a cost forced to 0 by a price list of zeros", () => {
    const cost = costWith(modelWith({ pricing: free, isFree: true }), { usd: 0.5, isByok: false });
    assert.deepEqual(cost, { kind: "reported", usd: 0.5 });
  });

  it("6: a negative cost", async () => {
    const pricing = parsePricing({ prompt: "-1", completion: "-1" });
    assert.equal(pricing.kind, "varies");
    const model = modelWith({ pricing });
    assert.equal(estimateCost({ model, promptTokens: 10, maxCompletionTokens: 10 }).kind, "unknown");
    const { result } = await run([
      () =>
        streamAnswer([
          textChunk("Hi"),
          FINISH,
          usageChunk({ prompt_tokens: 9, completion_tokens: 1, cost: -142_066 }),
        ]),
    ]);
    assert.ok(result.cost.kind === "unknown" || result.cost.usd >= 0);
  });

  it("7: one and the same sentence, again and again, for empty, failed and reasoning-only answers", async () => {
    const empty = await run([() => streamAnswer([FINISH])]);
    const thought = await run([
      () => streamAnswer([delta({ reasoning: "Hm" }), delta({}, { finish_reason: "length" })]),
    ]);
    const failed = await run([() => streamAnswer([chunk({ error: { code: 502, message: "x" } })])]);
    // A regular answer that is empty is billed like any other, so that only the user may ask for another.
    assert.deepEqual([empty.requests.length, thought.requests.length], [1, 1]);
    assert.deepEqual(
      [empty, thought, failed].map(({ result }) => [result.error?.code, result.error?.remedy]),
      [
        ["empty-answer", "retry"],
        ["empty-answer", "raise-limit"],
        ["provider-unavailable", "retry"],
      ],
    );
    const sentences = [empty, thought, failed].map(({ result }) => result.error?.message);
    assert.equal(new Set(sentences).size, 3);
  });

  it("8: a stream that ended before an answer leaves the session idle without a word", async () => {
    const { result, requests } = await run([() => streamAnswer([": x\n\n"])]);
    assert.equal(requests.length, 3);
    assert.deepEqual([result.status, result.error?.code], ["failed", "stream-interrupted"]);
  });

  it("9: an error kept as a finished, blank answer", async () => {
    const { result } = await run([fails(500)]);
    assert.deepEqual(
      [result.status, result.text, result.error?.code],
      ["failed", "", "provider-unavailable"],
    );
  });

  it("10: an error chunk with empty choices taken for the usage chunk", async () => {
    const error = { code: 502, message: "x" };
    const { result } = await run([
      () =>
        streamAnswer([
          textChunk("Hi"),
          chunk({ choices: [], error, usage: { prompt_tokens: 1, completion_tokens: 1 } }),
        ]),
    ]);
    assert.deepEqual([result.status, result.error?.code], ["incomplete", "stream-interrupted"]);
  });

  it("11: a stream that breaks on a keep-alive comment", async () => {
    const { result } = await run([
      () => streamAnswer([": a\n\n:b\n\n", textChunk("Hi"), ": c\n\n\n\ndata: : d\n\n", FINISH]),
    ]);
    assert.deepEqual([result.status, result.text], ["completed", "Hi"]);
  });

  it("12: the text lost at a premature close, or the request sent again", async () => {
    const { result, requests } = await run([() => streamAnswer([textChunk("Half")], "reset")]);
    assert.deepEqual(
      [result.status, result.text, result.error?.remedy, requests.length],
      ["incomplete", "Half", "continue", 1],
    );
  });

  it("13: a spinner for ever at a stream that stalls without closing", async () => {
    const limits = timeoutsFor(kilo.baseUrl, {});
    assert.ok(Object.values(limits).every((limitMs) => limitMs > 0));
    for (const [pieces, code] of [
      [[], "timeout"],
      [[textChunk("Hi")], "stream-interrupted"],
    ] as const) {
      const clock = new FakeClock();
      const running = run([() => streamAnswer(pieces, "open")], {
        connection: { timeouts: limits },
        policy: { clock },
      });
      await clock.pass(limits.firstTokenMs + limits.idleMs);
      assert.equal((await running).result.error?.code, code);
    }
  });

  it("14: an idle limit that kills slow but living requests", async () => {
    const { idleMs } = timeoutsFor(kilo.baseUrl, {});
    assert.ok(idleMs >= 120_000);
    const clock = new FakeClock();
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const say = (text: string): void => {
      writer.write(new TextEncoder().encode(text)).catch(() => undefined);
    };
    const timeouts = { connectMs: 0, firstTokenMs: 0, idleMs };
    const running = run([() => new Response(readable)], { connection: { timeouts }, policy: { clock } });
    for (let minutes = 0; minutes < 20; minutes += 1) {
      say(": still working\n\n");
      await clock.pass(idleMs - 1000);
    }
    say(textChunk("Hi") + FINISH + "data: [DONE]\n\n");
    await turn();
    assert.equal((await running).result.status, "completed");
  });

  it("15: a cancel that does nothing", async () => {
    const stop = new AbortController();
    const running = run([() => new Promise(() => undefined)], { stop });
    stop.abort(new Error("stopped"));
    assert.equal((await running).result.status, "cancelled");
  });

  it("16: a cancelled run shown as free, though it may be billed in full", async () => {
    const stop = new AbortController();
    const running = run(
      [
        () => {
          setImmediate(() => stop.abort(new Error("stopped")));
          return streamAnswer([textChunk("Hi")], "open");
        },
      ],
      { stop },
    );
    assert.deepEqual((await running).result.cost, { kind: "unknown" });
  });

  it("17: at a 429 dead at once, or hammering, and Retry-After ignored", async () => {
    const { result, pauses, requests } = await run([fails(429, "", { "retry-after": "9" }), okStream]);
    assert.equal(result.text, "Hi");
    assert.deepEqual([requests.length, pauses], [2, [9000]]);
    const storm = await run([fails(429)]);
    assert.equal(storm.requests.length, 3);
    assert.ok(storm.pauses.every((pauseMs) => pauseMs >= 375));
  });

  it("18: a 429 of everybody told as the user's fault", async () => {
    const { result } = await run([
      fails(429, { error: "Rate limit exceeded", error_type: "rate_limit_exceeded" }),
    ]);
    assert.deepEqual([result.error?.code, result.error?.remedy], ["rate-limited", "retry"]);
    assert.match(result.error?.message ?? "", /^Too many requests; Kilo needs a pause/);
    assert.doesNotMatch(result.error?.message ?? "", /your/i);
    const tally = new RateLimitTally({ now: () => 0 });
    const noted = ["a", "b", "c"].map((modelId) => tally.noted({ provider: kilo, modelId }, result));
    assert.match(
      noted[2]?.error?.message ?? "",
      /https:\/\/status\.kilo\.ai says whether that is so for everybody/,
    );
  });

  it("19: “Provider returned error” and no reason", async () => {
    const metadata = { raw: '{"error":{"message":"Engine overloaded"}}', provider_name: "DeepInfra" };
    const body = { error: { code: 502, message: "Provider returned error", metadata } };
    const { error } = (await run([fails(502, body)])).result;
    assert.equal(error?.message, "DeepInfra at Kilo cannot answer right now: Engine overloaded.");
    assert.deepEqual(
      [error?.details?.providerMessage, error?.details?.upstream],
      ["Engine overloaded", "DeepInfra"],
    );
  });

  it("20: the old key still used after a change, or what was seen with it still shown", async () => {
    const changed: (() => void)[] = [];
    const onDidChange = (listener: () => void) => {
      changed.push(listener);
      return { dispose: () => undefined };
    };
    const stored = new Map([["smartspec.key.kilocode", "kilo_old_key"]]);
    const secrets = new KnownSecrets();
    const keys = new ApiKeyStore(
      {
        get: async (entry) => stored.get(entry),
        store: async (entry, key) => {
          stored.set(entry, key);
          for (const listener of changed) listener();
        },
        onDidChange: () => ({ dispose: () => undefined }),
      },
      secrets,
      { remember: async () => undefined },
    );
    /** Everybody's list, balance and answer depend on who asks. */
    const isOld = ({ headers }: RecordedRequest) => headers["authorization"] === "Bearer kilo_old_key";
    const answer: Answer = (request) => {
      if (request.url.endsWith("/models"))
        return jsonAnswer({ data: [{ id: isOld(request) ? "acme/old" : "acme/new" }] });
      if (request.url.endsWith("/balance")) return jsonAnswer({ balance: isOld(request) ? 1 : 2 });
      return okStream();
    };
    const requests: (readonly RecordedRequest[])[] = [];
    const connectionTo = async (provider: ProviderConfig) => ({
      ...testGatewayConnection({ provider }),
      apiKey: await keys.get(provider.id),
    });
    const gateways = new GatewayFactory(
      async () => (connection) => {
        const gateway = testGateway([answer], { connection });
        requests.push(gateway.requests);
        return gateway.client;
      },
      { connection: connectionTo },
      secrets,
      silentLog,
      () => ({}),
      { userAgent: "test" },
    );
    const clock = { now: () => 0 };
    const models = new ModelCache({
      gateways,
      providers: { onDidChange, connection: connectionTo },
      files: noFiles,
      clock,
    });
    const looked: (() => void)[] = [];
    const balances = new BalanceWatch({
      gateways,
      providers: { key: ({ id }) => keys.get(id) },
      clock,
      log: silentLog,
      onChange: () => looked.shift()?.(),
    });
    changed.push(() => balances.forget());
    const look = async (): Promise<number | undefined> => {
      mock.timers.enable({ apis: ["setTimeout"] });
      balances.runEnded(kilo, { kind: "computed", usd: 0 });
      mock.timers.tick(60_000);
      mock.timers.reset();
      await new Promise<void>((resolve) => looked.push(resolve));
      return balances.of(kilo.id)?.usd;
    };
    const seen = async () => {
      await collect((await gateways.create(kilo)).streamChat(HELLO, never));
      return [(await models.list(kilo)).map(({ id }) => id), await look()];
    };
    assert.deepEqual(await seen(), [["acme/old"], 1]);
    const askedBefore = requests.length;
    await keys.set(kilo.id, "kilo_new_key");
    assert.equal(balances.of(kilo.id), undefined);
    assert.deepEqual(await seen(), [["acme/new"], 2]);
    const after = requests.slice(askedBefore).flat();
    assert.deepEqual(
      after.map(({ headers }) => headers["authorization"]),
      ["Bearer kilo_new_key", "Bearer kilo_new_key", "Bearer kilo_new_key"],
    );
    balances.dispose();
  });

  it("21: a refresh that says success and read the cache", async () => {
    const answers: (readonly Model[] | UserFacingError)[] = [
      [sampleModel],
      new UserFacingError("network", "Not reachable."),
    ];
    const cache = new ModelCache({
      gateways: {
        create: async () => ({
          listModels: async () => {
            const answer = answers.shift() ?? [];
            if (UserFacingError.is(answer)) throw answer;
            return answer;
          },
        }),
      },
      providers: {
        onDidChange: () => ({ dispose: () => undefined }),
        connection: async (provider) => testGatewayConnection({ provider }),
      },
      files: noFiles,
      clock: { now: () => 0 },
    });
    assert.equal((await cache.list(kilo)).length, 1);
    await assert.rejects(cache.list(kilo, { refresh: true }), { code: "network" });
  });

  it("22: a list without own-key or organisation models, as it was asked for by nobody", async () => {
    const gateway = testGateway([() => jsonAnswer({ data: [] })], {
      connection: { organizationId: "org-1" },
    });
    await gateway.client.listModels();
    const headers = gateway.requests[0]?.headers;
    assert.equal(headers?.["authorization"], `Bearer ${KEY}`);
    assert.equal(headers?.["x-kilocode-organizationid"], "org-1");
  });

  it("23: a static list in place of the one that could not be loaded", async () => {
    await assert.rejects(testGateway([fails(500)]).client.listModels(), { code: "provider-unavailable" });
    await assert.rejects(testGateway([() => jsonAnswer({})]).client.listModels(), {
      code: "invalid-response",
    });
  });

  it("24: a 405 without a body, and nobody knows where", async () => {
    const gateway = testGateway([fails(405)]);
    await assert.rejects(gateway.client.listModels(), { code: "invalid-response", remedy: "check-provider" });
    assert.equal(gateway.requests[0]?.method, "GET");
    assert.match(gateway.log.join("\n"), /GET http:\/\/gateway\.test\/api\/gateway\/models 405/);
  });

  it("25: tools sent to a model that takes none", async () => {
    const { requests } = await run([okStream]);
    assert.ok(!JSON.stringify(requests[0]?.body).includes("tool"));
    const body = { error: { code: 404, message: "No endpoints found that support tool use." } };
    const { error } = (await run([fails(404, body)])).result;
    assert.deepEqual([error?.code, error?.remedy], ["invalid-request", "choose-model"]);
    assert.match(error?.message ?? "", /tool use/);
  });

  it("26: max_tokens as large as the whole window", () => {
    const model = modelWith({ contextLength: 8192, maxCompletionTokens: 8192 });
    const { maxTokens = 0 } = requestLimits(model, { maxTokens: 100_000, temperature: 0 }, 500);
    assert.ok(maxTokens <= 8192 - 500);
  });

  it("27: the context of the model where that of the endpoint is smaller", () => {
    assert.equal(contextLimitOf(modelWith({ contextLength: 200_000, providerContextLength: 8192 })), 8192);
  });

  it("28: an overflow sent again and again", async () => {
    const message = "maximum context length is 8192 tokens. However, you requested about 9000 tokens";
    for (const status of [400, 500]) {
      const { result, requests } = await run([fails(status, { error: { code: status, message } })]);
      assert.deepEqual(
        [result.error?.code, result.error?.retryable, requests.length],
        ["context-length-exceeded", false, 1],
      );
    }
  });

  it("29: paid for reasoning, got nothing", async () => {
    const { result } = await run([
      () => streamAnswer([delta({ reasoning: "Hm" }), delta({ content: "" }, { finish_reason: "length" })]),
    ]);
    assert.deepEqual(
      [result.status, result.reasoning, result.error?.code, result.error?.remedy],
      ["failed", "Hm", "empty-answer", "raise-limit"],
    );
  });

  it("30: a company's certificate refused without saying so", async () => {
    const cause = Object.assign(new Error("x"), { code: "SELF_SIGNED_CERT_IN_CHAIN" });
    const { result, requests } = await run([() => Promise.reject(new TypeError("fetch failed", { cause }))]);
    assert.match(result.error?.message ?? "", /certificate of gateway\.test .*SELF_SIGNED_CERT_IN_CHAIN/);
    assert.equal(requests.length, 1);
    assert.deepEqual(Object.keys(requests[0]?.init ?? {}).toSorted(), [
      "body",
      "headers",
      "method",
      "redirect",
      "signal",
    ]);
  });

  it("31: a bare 407, and other errors in its wake", async () => {
    const words = "Proxy response (407) !== 200 when HTTP Tunneling";
    const cause = Object.assign(new Error(words), { code: "UND_ERR_ABORTED" });
    const { result, requests } = await run([() => Promise.reject(new TypeError("fetch failed", { cause }))]);
    assert.match(result.error?.message ?? "", /proxy on the way to gateway\.test asks for a user name/);
    assert.deepEqual([result.error?.code, requests.length], ["network", 1]);
  });

  it("32: nobody can tell which proxy is in use", async () => {
    const { client } = testGateway([() => jsonAnswer({ data: [{ id: "a/b" }] })]);
    const report = await testConnection({
      gateway: client,
      provider: kilo,
      hasKey: false,
      proxy: "http://proxy.corp:8080",
      clock: { now: () => 0 },
      signal: new AbortController().signal,
    });
    assert.match(report.steps.map(({ detail }) => detail).join("\n"), /proxy\.corp:8080/);
  });

  it("33: a remote host without its proxy variables, and the user looks at those of the own computer", async () => {
    const machine = "buildbox (ssh-remote)";
    const where =
      / This extension runs on buildbox \(ssh-remote\), whose network and proxy settings count\.$/;
    const failure = (code: string, words: string): Answer => {
      const cause = Object.assign(new Error(words), { code });
      return () => Promise.reject(new TypeError("fetch failed", { cause }));
    };
    for (const answer of [
      failure("ENOTFOUND", "getaddrinfo ENOTFOUND gateway.test"),
      failure("ECONNREFUSED", "connect ECONNREFUSED"),
      failure("UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error"),
      failure("SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain"),
      fails(407),
    ]) {
      const { error } = (await run([answer], { machine })).result;
      assert.equal(error?.code, "network");
      assert.match(error.message, where);
    }
    const clock = new FakeClock();
    const timeouts = { connectMs: 30_000, firstTokenMs: 0, idleMs: 0 };
    const hanging = run([() => new Promise(() => undefined)], {
      machine,
      connection: { timeouts },
      policy: { clock, chatRetries: 0 },
    });
    await clock.pass(timeouts.connectMs);
    assert.match((await hanging).result.error?.message ?? "", where);
    // Where the user sits there is no other machine to speak of, and an answer came from the gateway.
    assert.doesNotMatch((await run([failure("ENOTFOUND", "x")])).result.error?.message ?? "", /runs on/);
    assert.doesNotMatch((await run([fails(500)], { machine })).result.error?.message ?? "", /runs on/);
  });

  it("34: a warning of low credit with 81.99 USD left", async () => {
    const error = {
      title: "Low Credit Warning!",
      message: "Add credits.",
      balance: 81.99,
      buyCreditsUrl: "https://x.test/",
    };
    const { result } = await run([fails(402, { error, error_type: "usage_limit_exceeded" })]);
    assert.doesNotMatch(result.error?.message ?? "", /low/i);
    assert.match(result.error?.message ?? "", /\$81\.99/);
    assert.equal(result.error?.remedy, "test-connection");
    assert.deepEqual(
      [result.error?.details?.balanceUsd, result.error?.details?.buyCreditsUrl],
      [81.99, "https://x.test/"],
    );
  });

  it("35: somebody with an own upstream key asked to sign in or to pay", async () => {
    for (const status of [401, 402, 403]) {
      const message = "[BYOK] The provider key is invalid.";
      const { error } = (await run([fails(status, { error: message, error_type: "byok_error" })])).result;
      assert.equal(error?.remedy, "check-provider");
      assert.match(error?.message ?? "", /own provider key/);
    }
  });

  it("36: a model list cut at 256 KB", async () => {
    const data = Array.from({ length: 1000 }, (_, index) => ({
      id: `acme/model-${index}`,
      description: "x".repeat(1600),
    }));
    assert.equal((await testGateway([() => jsonAnswer({ data })]).client.listModels()).length, 1000);
  });

  it("37: broken characters where a piece ends within one", async () => {
    const bytes = new TextEncoder().encode(textChunk("Žluťoučký кот 你好 👋🏽 น้ำ") + FINISH);
    const { result } = await run([() => streamAnswer([...bytes].map((byte) => Uint8Array.of(byte)))]);
    assert.equal(result.text, "Žluťoučký кот 你好 👋🏽 น้ำ");
  });

  it("38: an empty answer in the history, and a 400 for the rest of the chat", async () => {
    const history = [
      { role: "user", content: "First" },
      { role: "assistant", content: "" },
    ] as const;
    assert.ok(buildMessages({ history, instruction: "Again" }).every(({ content }) => content !== ""));
    const messages = [...history, { role: "user", content: "Again" } as const];
    const { requests } = await run([okStream], { request: { ...HELLO, messages } });
    assert.deepEqual(
      (requests[0]?.body as { messages: unknown } | undefined)?.messages,
      messages.filter(({ role }) => role === "user"),
    );
  });

  it("39 and 40: cache marks or provider rules that nobody asked for", async () => {
    const request: ChatRequest = { ...HELLO, modelId: "kilo-auto/free", maxTokens: 10, temperature: 0.7 };
    const { requests } = await run([okStream], { request });
    const text = JSON.stringify(requests[0]?.body);
    for (const field of ["cache_control", '"provider"', '"models"', '"route"', '"transforms"']) {
      assert.ok(!text.includes(field), field);
    }
  });
});
