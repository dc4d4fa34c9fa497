import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { judgeMessages } from "../../../../src/core/expect/judgeMessages";

const question = (answer: string) => judgeMessages("Is it kind?", answer)[1]?.content ?? "";

describe("judgeMessages", () => {
  it("asks for a verdict on the quoted answer", () => {
    const [system, user] = judgeMessages(" Is it kind?\n", "Hello.");
    assert.deepEqual([system?.role, user?.role], ["system", "user"]);
    assert.match(system?.content ?? "", /PASS or FAIL .*never|never .*PASS or FAIL/s);
    assert.match(
      user?.content ?? "",
      /^Criteria:\n\nIs it kind\?\n\n[^]*\n\[ANSWER-1\]\nHello\.\n\[\/ANSWER-1\]\n/,
    );
  });

  it("quotes any answer between marks that it does not have", () => {
    const answer = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom("[ANSWER-1]", "[/answer-2]", "ANSWER-", "3]", "[/ANSWER-4]", "\n", "12"))
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(answer, (text) => {
        const asked = question(text);
        const mark = /\[(ANSWER-\d+)\] and/.exec(asked)?.[1] ?? "";
        assert.notEqual(mark, "");
        assert.ok(!text.toUpperCase().includes(`[${mark}]`) && !text.toUpperCase().includes(`[/${mark}]`));
        assert.ok(asked.includes(`\n[${mark}]\n${text}\n[/${mark}]\n`));
      }),
    );
  });

  it("finds marks quickly for an answer that has many", () => {
    const text = Array.from({ length: 50_000 }, (_, index) => `[ANSWER-${index}]`).join("");
    assert.match(question(text), /\[ANSWER-50000\] and/);
  });
});
