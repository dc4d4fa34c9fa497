import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { TurnOutcome } from "../../../../src/core/chat/chatState";
import type { TurnHead } from "../../../../src/protocol/chatProtocol";
import { answerMark } from "../../../../src/webview/text/answerMark";
import { completionSentence } from "../../../../src/webview/text/completionSentence";
import { receiptText } from "../../../../src/webview/text/receiptText";

const outcome: TurnOutcome = {
  status: "completed",
  finishReason: "stop",
  usage: { promptTokens: 1215, completionTokens: 546, cachedPromptTokens: 0, reasoningTokens: 0 },
  cost: { kind: "reported", usd: 0.0118 },
  timing: { totalMs: 9400 },
};
const head = (change: Partial<TurnOutcome> = {}, turn: Partial<TurnHead> = {}): TurnHead => ({
  id: "t",
  startedAt: 0,
  promptText: "",
  startsContext: true,
  phase: "done",
  model: { id: "m", name: "M", isFree: false },
  servedBy: "Anthropic",
  canRunAgain: true,
  outcome: { ...outcome, ...change },
  ...turn,
});
const estimate = {
  promptTokens: 1215,
  maxCompletionTokens: 4000,
  expectedUsd: 0.0114,
  maxUsd: 0.0636,
  kind: "known",
  calibratedFrom: 0,
  expectedCompletionTokens: 520,
} as const;
const error = { code: "stream-interrupted", message: "", remedy: "continue", retryable: true } as const;

describe("receiptText", () => {
  it("has cost, kind, estimate with deviation and figures", () => {
    assert.deepEqual(receiptText(head({}, { estimate })), {
      status: "Completed.",
      cost: "$0.0118",
      kind: "reported",
      note: "estimated ≈ $0.011 (+4 %)",
      figures: "1.2k → 546 tok · 9.4 s · Anthropic",
    });
  });

  it("never shows an unknown cost as an amount", () => {
    const receipt = receiptText(head({ cost: { kind: "unknown" } }));
    assert.equal(receipt?.cost, "cost unknown");
    assert.equal(receipt?.kind, undefined);
  });

  it("of a run of several requests says what is known to have been spent, also where a free model answered", () => {
    const cost = { kind: "unknown", atLeastUsd: 0.2 } as const;
    const completed = receiptText(head({ cost }, { estimate, model: { id: "m", name: "M", isFree: true } }));
    assert.deepEqual([completed?.cost, completed?.note], ["cost unknown", "at least $0.200"]);
    const failed = receiptText(head({ cost, status: "failed", error }, { estimate }));
    assert.equal(failed?.note, "at least $0.200 · what was generated may be billed");
  });

  it("calls no answer of a free model free when a priced one was asked before it, whose cost nobody knows", () => {
    const station = { provider: { id: "kilocode", displayName: "Kilo" }, model: { id: "m", name: "M" } };
    const costOf = (expectedUsd: number | undefined) => {
      const asked = { ...station, state: "failed", cost: { kind: "unknown" } } as const;
      const hops = [
        { ...asked, ...(expectedUsd !== undefined && { expectedUsd }) },
        { ...station, state: "answered" } as const,
      ];
      const model = { id: "m:free", name: "M", isFree: true };
      return receiptText(head({ cost: { kind: "unknown" } }, { model, hops }))?.cost;
    };
    assert.equal(costOf(0.01), "cost unknown");
    assert.equal(costOf(undefined), "cost unknown");
    assert.equal(costOf(0), "free");
  });

  it("calls only a free model free: on a priced one, a run that cost nothing was not billed", () => {
    const nothing = { cost: { kind: "computed", usd: 0 } } as const;
    const free = receiptText(head(nothing, { model: { id: "m:free", name: "M", isFree: true }, estimate }));
    assert.equal(free?.cost, "free");
    const unbilled = receiptText(head({ ...nothing, status: "failed", error }, { estimate }));
    assert.equal(unbilled?.cost, "not billed");
    assert.equal(unbilled?.kind, undefined);
    assert.equal(unbilled?.note, undefined);
  });

  it("names no time for what was never sent", () => {
    const { usage: _none, ...rest } = outcome;
    const unsent = {
      ...rest,
      status: "cancelled",
      cost: { kind: "computed", usd: 0 },
      timing: { totalMs: 0 },
    } as const;
    const { servedBy: _nobody, ...turn } = head();
    assert.equal(receiptText({ ...turn, outcome: unsent })?.figures, "");
  });

  it("says that the bill of a broken answer may differ from what was computed", () => {
    const receipt = receiptText(
      head({ status: "incomplete", cost: { kind: "computed", usd: 0.0021 }, error }),
    );
    assert.equal(receipt?.note, "billed part may differ");
  });

  it("of a failed run whose cost nobody knows says so, with the most it can be", () => {
    const { usage: _none, ...rest } = outcome;
    const receipt = receiptText({
      ...head({}, { estimate }),
      outcome: { ...rest, status: "failed", cost: { kind: "unknown" } },
    });
    assert.equal(receipt?.cost, "cost unknown");
    assert.equal(receipt?.note, "at most $0.064 · what was generated may be billed");
  });

  for (const [servedBy, bill] of [
    ["Anthropic", "Anthropic bills only what was generated"],
    ["Google AI Studio", "Google AI Studio may bill the whole answer"],
    ["Somebody New", "what was generated may be billed"],
  ] as const) {
    it(`of an answer that was stopped at ${servedBy} says what is known about the bill`, () => {
      const receipt = receiptText(
        head({ status: "cancelled", cost: { kind: "unknown" } }, { servedBy, estimate }),
      );
      assert.equal(receipt?.note, `at most $0.064 · ${bill}`);
    });
  }

  it("is absent while the answer runs", () => {
    const { outcome: _none, ...running } = head();
    assert.equal(receiptText(running), undefined);
  });
});

describe("answerMark", () => {
  it("says why an answer ends where it does", () => {
    assert.equal(answerMark(head()), undefined);
    assert.equal(answerMark(head({ status: "cancelled" })), "stopped by you");
    assert.equal(answerMark(head({ status: "incomplete", error })), "interrupted after 9.4 s");
    assert.equal(
      answerMark(head({ status: "incomplete", finishReason: "content_filter" })),
      "cut off by a content filter",
    );
    assert.equal(
      answerMark(head({ status: "incomplete", finishReason: "length" }, { estimate })),
      "cut off at the limit of 4,000 tokens",
    );
    assert.match(
      answerMark(head({ status: "incomplete", reloaded: true })) ?? "",
      /^The window was reloaded/,
    );
  });
});

describe("completionSentence", () => {
  it("reads figures with their units", () => {
    assert.equal(completionSentence(head()), "Answer complete, 546 tokens, 0.0118 dollars, reported");
    assert.equal(
      completionSentence(head({ cost: { kind: "computed", usd: 0.00001 } })),
      "Answer complete, 546 tokens, less than 0.0001 dollars, computed",
    );
  });

  it("leaves failures to their card", () => {
    assert.equal(completionSentence(head({ status: "incomplete", error })), undefined);
  });
});
