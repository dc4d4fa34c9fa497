import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as fc from "fast-check";
import { wordDiff } from "../../../../src/webview/compare/wordDiff";
import { wordSegments } from "../../../../src/webview/compare/wordSegments";

const longEnoughMs = 60_000;

function diffOf(before: string, after: string) {
  return wordDiff(wordSegments(before), wordSegments(after), longEnoughMs);
}

describe("wordDiff", () => {
  it("finds words that were replaced, and counts each once", () => {
    assert.deepEqual(diffOf("a small red dog", "a big red dog!"), {
      parts: [
        { text: "a " },
        { removed: "small", added: "big" },
        { text: " red dog" },
        { removed: "", added: "!" },
      ],
      words: 1,
    });
  });

  it("finds the words of Thai, which has no spaces between them", () => {
    assert.deepEqual(diffOf("กรุณาสร้างรหัสใหม่ภายใน 15 นาที", "โปรดสร้างรหัสใหม่ภายใน 10 นาที"), {
      parts: [
        { removed: "กรุณา", added: "โปรด" },
        { text: "สร้างรหัสใหม่ภายใน " },
        { removed: "15", added: "10" },
        { text: " นาที" },
      ],
      words: 2,
    });
  });

  it("joins changed words that have only a space between them, but not over lines", () => {
    assert.deepEqual(diffOf("one two\nthree", "four five\nsix")?.parts, [
      { removed: "one two", added: "four five" },
      { text: "\n" },
      { removed: "three", added: "six" },
    ]);
  });

  it("counts no word where only marks differ", () => {
    const diff = diffOf("Yes.", "Yes!");
    assert.deepEqual([diff?.words, diff?.parts.length], [0, 2]);
    assert.deepEqual(diffOf("same", "same"), { parts: [{ text: "same" }], words: 0 });
  });

  it("gives up in time", () => {
    const words = (seed: number) => Array.from({ length: 100_000 }, (_, index) => `${(index * seed) % 9973}`);
    assert.equal(wordDiff(words(7), words(31), 20), undefined);
  });

  it("loses nothing of either text", () => {
    const text = fc.array(fc.constantFrom("a", "b", " ", "\n", "นี้", "คือ", ".", "👍🏽"), { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [before, after] = [one.join(""), other.join("")];
        const { parts = [] } = diffOf(before, after) ?? {};
        const side = (key: "removed" | "added") =>
          parts.map((part) => ("text" in part ? part.text : part[key])).join("");
        assert.deepEqual([side("removed"), side("added")], [before, after]);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
