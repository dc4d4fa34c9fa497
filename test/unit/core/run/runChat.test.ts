import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { SpendingGuard } from "../../../../src/core/cost/spendingGuard";
import { defaultRates } from "../../../../src/core/cost/tokenRates";
import { UserFacingError } from "../../../../src/core/errors";
import type { ChatEvent, ChatRequest } from "../../../../src/core/ports";
import { runChat, type RunEvent } from "../../../../src/core/run/runChat";
import { FakeGatewayClient } from "../../../fakes/fakeGatewayClient";
import { kilo } from "../../../fakes/sampleProvider";
import { sampleModel } from "../../../fakes/sampleModel";

const request: ChatRequest = { modelId: sampleModel.id, messages: [{ role: "user", content: "2 + 2?" }] };
const text = (value: string): ChatEvent => ({ type: "text-delta", text: value });
const reasoning = (value: string): ChatEvent => ({ type: "reasoning-delta", text: value });
const finish = (reason: string): ChatEvent => ({ type: "finish", reason });
const usage = (completionTokens: number, reasoningTokens = 0): ChatEvent => ({
  type: "usage",
  usage: { promptTokens: 10, completionTokens, cachedPromptTokens: 0, reasoningTokens, cacheWriteTokens: 0 },
  cost: { isByok: false },
});
const fail = (error: unknown) => (): void => {
  throw error;
};

interface Options {
  readonly abort?: AbortController;
  readonly onEvent?: (event: RunEvent) => void;
}

function run(script: ConstructorParameters<typeof FakeGatewayClient>[0], options: Options = {}) {
  let now = 0;
  return runChat({
    gateway: new FakeGatewayClient(script),
    request,
    provider: kilo,
    model: sampleModel,
    estimate: undefined,
    // Each look at the clock is 100 ms later, so that durations can be told apart.
    clock: { now: () => (now += 100) },
    signal: (options.abort ?? new AbortController()).signal,
    onEvent: options.onEvent ?? (() => undefined),
  });
}

describe("runChat", () => {
  it("a finish reason of stop with text is completed, with its cost computed from reported tokens", async () => {
    const result = await run([text("4"), finish("stop"), usage(1)]);
    assert.equal(result.status, "completed");
    assert.equal(result.text, "4");
    assert.deepEqual(result.cost, { kind: "computed", usd: 0.000045 });
    assert.deepEqual(result.usage, {
      promptTokens: 10,
      completionTokens: 1,
      cachedPromptTokens: 0,
      reasoningTokens: 0,
    });
    assert.equal(result.error, undefined);
  });

  describe("with more than one attempt", () => {
    const busy = new UserFacingError("provider-unavailable", "busy", { details: { status: 503 } });
    const again: readonly ChatEvent[] = [
      { type: "waiting", waitMs: 500, attempt: 1, error: busy.toRunError() },
      { type: "retrying" },
    ];

    it("tells of the pause, and is one run", async () => {
      const events: RunEvent[] = [];
      const result = await run([...again, text("4"), finish("stop"), usage(1)], {
        onEvent: (event) => events.push(event),
      });
      assert.equal(result.status, "completed");
      assert.equal(result.attempts.length, 1);
      assert.deepEqual(events.slice(0, 2), [
        { type: "waiting", waitMs: 500, error: busy.toRunError() },
        { type: "retrying" },
      ]);
    });

    it("does not name the one that gave up as the one that answered", async () => {
      const result = await run([
        { type: "served-by", model: "other/model", upstream: "Gone" },
        ...again,
        text("4"),
        finish("stop"),
      ]);
      assert.equal(result.servedBy, undefined);
      assert.equal(result.model, sampleModel.id);
    });

    it("is no free run when an attempt before the refused one had been accepted", async () => {
      const refused = new UserFacingError("invalid-request", "no", { details: { status: 400 } });
      assert.deepEqual((await run([...again, fail(refused)])).cost, { kind: "computed", usd: 0 });
      assert.deepEqual((await run([{ type: "accepted" }, ...again, fail(refused)])).cost, {
        kind: "unknown",
      });
    });
  });

  it("a call of a tool instead of text is an empty answer that says so", async () => {
    for (const script of [[finish("tool_calls")], [reasoning("hm"), finish("tool_calls"), usage(9, 9)]]) {
      const { status, error } = await run(script);
      assert.equal(status, "failed");
      assert.deepEqual([error?.code, error?.remedy], ["empty-answer", "choose-model"]);
      assert.match(error?.message ?? "", /tool/);
    }
  });

  it("a connection that broke before any text has nothing to continue", async () => {
    const broken = new UserFacingError("stream-interrupted", "broke; the text is kept");
    for (const result of [await run([reasoning("hm"), fail(broken)]), await run([reasoning("hm")])]) {
      assert.equal(result.status, "failed");
      assert.equal(result.reasoning, "hm");
      assert.deepEqual(
        [result.error?.code, result.error?.remedy, result.error?.retryable],
        ["stream-interrupted", "retry", true],
      );
      assert.doesNotMatch(result.error?.message ?? "", /kept/);
    }
  });

  for (const reason of ["length", "content_filter"]) {
    it(`an answer cut by ${reason} is incomplete without an error`, async () => {
      const result = await run([text("half"), finish(reason)]);
      assert.equal(result.status, "incomplete");
      assert.equal(result.finishReason, reason);
      assert.equal(result.error, undefined);
    });
  }

  it("text without a finish reason is incomplete and says that the stream broke", async () => {
    const result = await run([text("half")]);
    assert.equal(result.status, "incomplete");
    assert.equal(result.error?.code, "stream-interrupted");
    assert.equal(result.error?.remedy, "continue");
  });

  it("an empty body is failed, and there is nothing to continue", async () => {
    const result = await run([]);
    assert.equal(result.status, "failed");
    assert.equal(result.error?.code, "stream-interrupted");
    assert.equal(result.error?.remedy, "retry");
  });

  it("reasoning alone is failed as empty, keeps the reasoning and offers to raise the limit", async () => {
    const result = await run([reasoning("hmm"), finish("length"), usage(16, 16)]);
    assert.equal(result.status, "failed");
    assert.equal(result.error?.code, "empty-answer");
    assert.equal(result.error?.remedy, "raise-limit");
    assert.match(result.error?.message ?? "", /16 tokens/);
    assert.equal(result.reasoning, "hmm");
  });

  it("stop without any text is an empty answer, not a success", async () => {
    const result = await run([finish("stop"), usage(0)]);
    assert.equal(result.status, "failed");
    assert.equal(result.error?.code, "empty-answer");
    assert.equal(result.error?.remedy, "retry");
  });

  it("white space is no answer", async () => {
    const result = await run([text("\n\n "), finish("stop")]);
    assert.equal(result.status, "failed");
  });

  it("a filter before any text is told apart from an empty answer", async () => {
    const result = await run([finish("content_filter")]);
    assert.equal(result.status, "failed");
    assert.equal(result.error?.code, "moderated");
  });

  it("an error before any text is failed with the error itself", async () => {
    const error = new UserFacingError("rate-limited", "Too many requests.", {
      details: { retryAfterMs: 4000 },
    });
    const result = await run([fail(error)]);
    assert.equal(result.status, "failed");
    assert.equal(result.error?.code, "rate-limited");
    assert.deepEqual(result.error?.details, { retryAfterMs: 4000 });
    assert.deepEqual(result.attempts, [
      { provider: "kilocode", model: "acme/large-2", error: "rate-limited" },
    ]);
  });

  it("a request that was turned away costs nothing; one that failed behind the gateway may have cost something", async () => {
    const turnedAway = (status: number) =>
      fail(new UserFacingError("provider-unavailable", "No.", { details: { status } }));
    assert.deepEqual((await run([turnedAway(402)])).cost, { kind: "computed", usd: 0 });
    assert.deepEqual((await run([turnedAway(503)])).cost, { kind: "computed", usd: 0 });
    assert.deepEqual((await run([turnedAway(502)])).cost, { kind: "unknown" });
    assert.deepEqual((await run([turnedAway(408)])).cost, { kind: "unknown" });
  });

  it("what never left this machine costs nothing, unless an attempt before it got through", async () => {
    const refused = new UserFacingError("network", "No.", { details: { neverSent: true } });
    const lost = new UserFacingError("network", "Lost.").toRunError();
    const busy = new UserFacingError("rate-limited", "No.", { details: { status: 429 } }).toRunError();
    const waiting = (error: typeof lost): ChatEvent => ({ type: "waiting", waitMs: 1, attempt: 1, error });
    assert.deepEqual((await run([fail(refused)])).cost, { kind: "computed", usd: 0 });
    assert.deepEqual((await run([waiting(busy), { type: "retrying" }, fail(refused)])).cost, {
      kind: "computed",
      usd: 0,
    });
    assert.deepEqual((await run([waiting(lost), { type: "retrying" }, fail(refused)])).cost, {
      kind: "unknown",
    });
  });

  it("an error inside a stream that had begun is no refusal: what was reported counts, else nobody knows", async () => {
    const error = fail(new UserFacingError("rate-limited", "No.", { details: { status: 429 } }));
    const reported: ChatEvent = { type: "usage", usage: undefined, cost: { usd: 0.04, isByok: false } };
    const accepted: ChatEvent = { type: "accepted" };
    assert.deepEqual((await run([accepted, reasoning("hm"), reported, error])).cost, {
      kind: "reported",
      usd: 0.04,
    });
    assert.deepEqual((await run([accepted, reasoning("hm"), error])).cost, { kind: "unknown" });
  });

  it("an upstream that breaks in mid-answer is incomplete: the text is kept, the reason stands in the details", async () => {
    const error = new UserFacingError("provider-unavailable", "Kilo cannot answer right now.", {
      details: { status: 502, providerMessage: "connection reset" },
    });
    const result = await run([text("half of the ans"), fail(error)]);
    assert.equal(result.status, "incomplete");
    assert.equal(result.text, "half of the ans");
    assert.equal(result.error?.code, "stream-interrupted");
    assert.equal(result.error?.details?.providerMessage, "connection reset");
  });

  it("moderation in mid-answer stays moderation", async () => {
    const result = await run([text("half"), fail(new UserFacingError("moderated", "Refused."))]);
    assert.equal(result.status, "incomplete");
    assert.equal(result.error?.code, "moderated");
  });

  it("stopping is cancelled, keeps the text, and is no error", async () => {
    const abort = new AbortController();
    const result = await run([text("so far"), () => abort.abort(), text("never seen")], { abort });
    assert.equal(result.status, "cancelled");
    assert.equal(result.text, "so far");
    assert.equal(result.error, undefined);
    assert.deepEqual(result.cost, { kind: "unknown" });
  });

  it("a bug is not dressed up as an expected failure", async () => {
    await assert.rejects(run([fail(new TypeError("undefined is not a function"))]), TypeError);
  });

  it("names who really answered, and the first token is counted from reasoning too", async () => {
    const events: RunEvent[] = [];
    const result = await run(
      [
        { type: "accepted" },
        { type: "served-by", model: "acme/small-1", upstream: "Anthropic" },
        reasoning("hm"),
        text("4"),
        finish("stop"),
      ],
      { onEvent: (event) => events.push(event) },
    );
    assert.equal(result.model, "acme/small-1");
    assert.equal(result.servedBy, "Anthropic");
    assert.deepEqual(result.timing, { firstTokenMs: 100, totalMs: 200 });
    assert.deepEqual(
      events.map(({ type }) => type),
      ["accepted", "served-by", "reasoning-delta", "text-delta"],
    );
  });

  it("the last usage counts", async () => {
    const result = await run([usage(1), text("4"), finish("stop"), usage(7)]);
    assert.equal(result.usage?.completionTokens, 7);
  });
});

describe("runChat: what is left of a budget", () => {
  const left = { kind: "run", limitUsd: 0.002, leftUsd: 0.002 } as const;
  const pricing = sampleModel.pricing.kind === "known" ? sampleModel.pricing : assert.fail();
  const spending = {
    left,
    guard: () => new SpendingGuard({ pricing, rates: defaultRates(), promptTokens: 10 }),
  };
  const stopped = async (script: ConstructorParameters<typeof FakeGatewayClient>[0]) => {
    const seen: string[] = [];
    const result = await runChat({
      gateway: new FakeGatewayClient(script),
      request,
      provider: kilo,
      model: sampleModel,
      estimate: undefined,
      clock: { now: () => 0 },
      signal: new AbortController().signal,
      spending: { left, guard: spending.guard() },
      onEvent: (event) => "text" in event && seen.push(event.text),
    });
    return { result, seen };
  };
  // About 40 tokens each: at 15 dollars a million, four of them come to more than 0.2 cents.
  const piece = "words that go on and on and are paid for one by one\n".repeat(3);

  it("an answer that has cost it is stopped there, and its text is kept", async () => {
    const never = fail(new Error("The rest was not to be read."));
    const { result, seen } = await stopped([text(piece), text(piece), text(piece), text(piece), never]);
    assert.equal(result.status, "incomplete");
    assert.equal(result.text, seen.join(""));
    assert.ok(result.text.startsWith(piece));
    assert.equal(result.error?.code, "budget-exceeded");
    assert.equal(result.error?.details?.budget?.limitUsd, 0.002);
    assert.equal(result.cost.kind, "unknown");
    assert.ok(result.cost.kind === "unknown" && (result.cost.atLeastUsd ?? 0) > 0.002);
  });

  it("thinking costs, too", async () => {
    const { result } = await stopped([reasoning(piece.repeat(6)), fail(new Error("not to be read"))]);
    assert.equal(result.status, "failed");
    assert.equal(result.error?.code, "budget-exceeded");
  });

  it("what the gateway counts on the way is believed", async () => {
    const { result } = await stopped([text("a"), usage(1000), fail(new Error("not to be read"))]);
    assert.equal(result.error?.code, "budget-exceeded");
  });

  it("an answer within it, and one that had ended by then, is whole", async () => {
    assert.equal((await stopped([text(piece), finish("stop"), usage(40)])).result.status, "completed");
    const { result } = await stopped([text("a"), finish("stop"), usage(1000)]);
    assert.equal(result.status, "completed");
    assert.equal(result.cost.kind, "computed");
  });
});
