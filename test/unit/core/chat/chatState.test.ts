import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as fc from "fast-check";
import {
  type ChatAction,
  emptyChat,
  reduceChat,
  type Turn,
  type TurnOutcome,
} from "../../../../src/core/chat/chatState";
import { followUpHistory } from "../../../../src/core/chat/followUpHistory";
import { closeInterrupted, parseStoredAction } from "../../../../src/core/chat/parseConversation";

const outcome: TurnOutcome = { status: "completed", cost: { kind: "unknown" }, timing: { totalMs: 5 } };

function newTurn(id: string, change: Partial<Turn> = {}): Turn {
  return {
    id,
    startedAt: 1,
    source: { kind: "chat", text: "hello" },
    promptText: "hello",
    startsContext: false,
    phase: "preparing",
    text: "",
    reasoning: "",
    ...change,
  };
}

function play(...actions: readonly ChatAction[]) {
  return actions.reduce(reduceChat, emptyChat("c"));
}

describe("reduceChat", () => {
  it("follows a turn from question to answer", () => {
    const state = play(
      { type: "turn-added", turn: newTurn("a") },
      { type: "turn-changed", turnId: "a", change: { phase: "sending", content: "hello" } },
      { type: "answer-delta", turnId: "a", text: "", reasoning: "hm" },
      { type: "answer-delta", turnId: "a", text: "he", reasoning: "" },
      { type: "answer-delta", turnId: "a", text: "y", reasoning: "" },
      { type: "turn-finished", turnId: "a", outcome },
    );
    const [turn] = state.turns;
    assert.equal(turn?.text, "hey");
    assert.equal(turn?.reasoning, "hm");
    assert.equal(turn?.phase, "done");
  });

  it("an answered or finished question is gone", () => {
    const question = {
      kind: "prompt-logging",
      modelId: "m",
      modelName: "M",
      promptTokens: 3,
      earlierTurns: 0,
      anonymous: true,
    } as const;
    const asked = play(
      { type: "turn-added", turn: newTurn("a") },
      { type: "question-asked", turnId: "a", question },
    );
    assert.equal(asked.turns[0]?.phase, "asking");
    const answered = reduceChat(asked, { type: "question-answered", turnId: "a" });
    assert.equal(answered.turns[0]?.question, undefined);
    assert.equal(answered.turns[0]?.phase, "sending");
    const finished = reduceChat(asked, { type: "turn-finished", turnId: "a", outcome });
    assert.equal(finished.turns[0]?.question, undefined);
  });

  it("a turn that shall stop is stopping until it has ended, and stays as it is after that", () => {
    const running = play({ type: "turn-added", turn: newTurn("a", { phase: "answering" }) });
    const stopping = reduceChat(running, { type: "stop-requested", turnId: "a" });
    assert.equal(stopping.turns[0]?.phase, "stopping");
    const ended = reduceChat(stopping, { type: "turn-finished", turnId: "a", outcome });
    assert.deepEqual(reduceChat(ended, { type: "stop-requested", turnId: "a" }), ended);
  });

  it("a turn that is added once more is still one turn, which keeps what it has and can be closed", () => {
    const state = play(
      { type: "turn-added", turn: newTurn("a") },
      { type: "answer-delta", turnId: "a", text: "hey", reasoning: "" },
      { type: "turn-added", turn: newTurn("b") },
      { type: "turn-added", turn: newTurn("a", { startedAt: 7 }) },
    );
    assert.deepEqual(
      state.turns.map(({ id, text }) => [id, text]),
      [
        ["a", "hey"],
        ["b", ""],
      ],
    );
    const closed = closeInterrupted(state.turns, "Gone.").reduce(reduceChat, state);
    assert.ok(closed.turns.every(({ phase }) => phase === "done"));
  });

  it("an action about an unknown turn changes nothing", () => {
    const state = play({ type: "turn-added", turn: newTurn("a") });
    assert.equal(reduceChat(state, { type: "question-answered", turnId: "b" }), state);
  });
});

describe("parseStoredAction", () => {
  const actions: readonly ChatAction[] = [
    { type: "turn-added", turn: newTurn("a", { attachment: "คืนเงิน.md" }) },
    { type: "answer-delta", turnId: "a", text: "สวัสดี 👋🏽\n", reasoning: "" },
    { type: "turn-finished", turnId: "a", outcome },
    {
      type: "turn-finished",
      turnId: "a",
      outcome: { ...outcome, cost: { kind: "unknown", atLeastUsd: 0.2 } },
    },
    { type: "stop-requested", turnId: "a" },
    { type: "consent-given", turnId: "a" },
  ];

  it("reads back what was written, without the envelope", () => {
    for (const action of actions) {
      assert.deepEqual(
        parseStoredAction(JSON.parse(JSON.stringify({ v: 1, by: "w", n: 3, ...action }))),
        action,
      );
    }
  });

  it("keeps who runs a turn", () => {
    const stored = { ...actions[0], writer: { host: "here", pid: 7 } };
    assert.deepEqual(parseStoredAction(stored), stored);
  });

  it("any other JSON is nothing of ours", () => {
    for (const data of [null, 3, "text", [], {}, { type: "unheard-of" }, { type: "answer-delta", turnId: 3 }])
      assert.equal(parseStoredAction(data), undefined);
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        parseStoredAction(data);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe("closeInterrupted", () => {
  it("a turn that was answering keeps its text and says why it stops", () => {
    const state = play(
      { type: "turn-added", turn: newTurn("a", { phase: "answering", text: "so far" }) },
      { type: "turn-added", turn: newTurn("b", { phase: "done", outcome }) },
    );
    const closed = closeInterrupted(state.turns, "Reloaded.").reduce(reduceChat, state);
    assert.equal(closed.turns[0]?.outcome?.status, "incomplete");
    assert.equal(closed.turns[0]?.outcome?.reloaded, true);
    assert.equal(closed.turns[0]?.text, "so far");
    assert.equal(closed.turns[1]?.outcome, outcome);
  });

  it("a turn that had not been sent is cancelled, not failed", () => {
    const state = play({ type: "turn-added", turn: newTurn("a", { phase: "asking" }) });
    const [action] = closeInterrupted(state.turns, "Reloaded.");
    assert.ok(action?.type === "turn-finished");
    assert.equal(action.outcome.status, "cancelled");
    assert.equal(action.outcome.error, undefined);
  });
});

describe("followUpHistory", () => {
  const done = (id: string, content: string, text: string, startsContext = false): Turn =>
    newTurn(id, { phase: "done", content, text, startsContext, outcome });

  it("begins at the last spec, whose text goes along", () => {
    const turns = [
      done("a", "old question", "old answer"),
      done("b", "# Spec", "review", true),
      done("c", "why?", "because"),
      newTurn("d"),
    ];
    assert.deepEqual(
      followUpHistory(turns).map(({ content }) => content),
      ["# Spec", "review", "why?", "because"],
    );
  });

  it("without a spec everything said so far goes along", () => {
    assert.equal(followUpHistory([done("a", "q", "a"), done("b", "q", "a")]).length, 4);
  });
});
