import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../../src/core/errors";
import type { ChatMessage } from "../../../../src/core/ports";
import { buildMessages, DEFAULT_SYSTEM_PROMPT } from "../../../../src/core/spec/buildMessages";

const user = (content: string): ChatMessage => ({ role: "user", content });
const assistant = (content: string): ChatMessage => ({ role: "assistant", content });

describe("buildMessages", () => {
  it("sends the default system text, then the spec as it is", () => {
    assert.deepEqual(buildMessages({ history: [], spec: "# A\r\n" }), [
      { role: "system", content: DEFAULT_SYSTEM_PROMPT },
      user("# A\r\n"),
    ]);
  });

  it("another system text replaces the default, and a blank one leaves it out", () => {
    assert.equal(buildMessages({ system: "Be brief.", history: [], spec: "x" })[0]?.content, "Be brief.");
    assert.deepEqual(buildMessages({ system: "", history: [], spec: "x" }), [user("x")]);
  });

  it("an instruction follows its spec in the same message", () => {
    const messages = buildMessages({ system: "", history: [], spec: "# A\n", instruction: "Only part 2." });
    assert.deepEqual(messages, [user("# A\n\n\n---\n\nInstruction: Only part 2.")]);
  });

  it("an instruction alone is the message, and a blank one is none", () => {
    assert.deepEqual(buildMessages({ system: "", history: [], instruction: "Hello" }), [user("Hello")]);
    assert.deepEqual(buildMessages({ system: "", history: [], spec: "# A", instruction: " " }), [
      user("# A"),
    ]);
  });

  it("questions without an answer go, with their empty answers", () => {
    const history = [
      user("failed"),
      user("empty"),
      assistant(" \n"),
      user("kept"),
      assistant("answer"),
      assistant("stray"),
      user("unanswered"),
    ];
    assert.deepEqual(buildMessages({ system: "", history, instruction: "next" }), [
      user("kept"),
      assistant("answer"),
      user("next"),
    ]);
  });

  it("nothing to send is a failure, not an empty message", () => {
    for (const parts of [{}, { spec: " \n" }, { instruction: "" }]) {
      assert.throws(
        () => buildMessages({ history: [], ...parts }),
        (error) => UserFacingError.is(error) && error.code === "invalid-spec",
      );
    }
  });

  it("for any history: roles alternate, nothing is blank, and the spec is in there unchanged", () => {
    const text = fc.oneof(fc.constantFrom("", " ", "x"), fc.string({ unit: "binary" }));
    const role = fc.constantFrom("system" as const, "user" as const, "assistant" as const);
    const history = fc.array(fc.record({ role, content: text }), { maxLength: 12 });
    const spec = fc.string({ unit: "binary" }).filter((value) => value.trim() !== "");
    fc.assert(
      fc.property(history, spec, text, (before, content, instruction) => {
        const messages = buildMessages({ history: before, spec: content, instruction });
        assert.deepEqual(
          messages.map((message) => message.role),
          messages.map((_, index) => (index === 0 ? "system" : index % 2 === 1 ? "user" : "assistant")),
        );
        assert.ok(messages.every((message) => message.content.trim() !== ""));
        assert.ok(messages.at(-1)?.content.startsWith(content));
      }),
      { seed: 7 },
    );
  });
});
