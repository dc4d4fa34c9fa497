import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { AnswerDeltaSender } from "../../../src/host/answerDeltaSender";

function setUp() {
  const posted: { turnId: string; text: string; textOffset: number; sequence: number }[] = [];
  let due: (() => void) | undefined;
  const sender = new AnswerDeltaSender((message) => posted.push(message), {
    after: (_ms, callback) => {
      due = callback;
      return () => (due = undefined);
    },
  });
  const tick = () => {
    const callback = due;
    due = undefined;
    callback?.();
  };
  const add = (text: string, textOffset: number) =>
    sender.add({ type: "answer-delta", turnId: "a", text, textOffset, reasoning: "", reasoningOffset: 0 });
  return { sender, posted, tick, add };
}

describe("AnswerDeltaSender", () => {
  it("what arrives within one interval travels as one message", () => {
    const { posted, tick, add } = setUp();
    add("ab", 0);
    add("c", 2);
    assert.equal(posted.length, 0);
    tick();
    assert.deepEqual(
      posted.map(({ text, textOffset }) => ({ text, textOffset })),
      [{ text: "abc", textOffset: 0 }],
    );
  });

  it("holds back while the view has not drawn the last message, and loses nothing", () => {
    const { sender, posted, tick, add } = setUp();
    add("a", 0);
    tick();
    add("b", 1);
    tick();
    add("c", 2);
    assert.equal(posted.length, 1);
    sender.acknowledge(posted[0]?.sequence ?? -1);
    tick();
    assert.deepEqual(
      posted.map(({ text }) => text),
      ["a", "bc"],
    );
    assert.equal(posted[1]?.textOffset, 1);
  });

  it("flush sends at once, so that the end of a turn never overtakes its text", () => {
    const { sender, posted, add } = setUp();
    add("a", 0);
    sender.flush("a");
    assert.equal(posted[0]?.text, "a");
  });

  it("after a reset nothing old is sent", () => {
    const { sender, posted, tick, add } = setUp();
    add("a", 0);
    sender.reset();
    tick();
    assert.equal(posted.length, 0);
    add("b", 1);
    tick();
    assert.equal(posted.length, 1);
  });
});
