import assert from "node:assert/strict";
import { answerSnippet } from "../../../../src/core/records/answerSnippet";

const find = answerSnippet;

describe("words of an answer", () => {
  it("are found whatever their case and however accents were typed", () => {
    assert.equal(find("Say CAFE\u0301 now", "café"), "Say CAFÉ now");
    assert.equal(find("nothing", "café"), undefined);
  });

  it("are found as they are, whatever they would mean in a pattern", () => {
    const odd = "a.b*c+d?[e](f){g}|h^i$j\\k/l";
    assert.equal(find(`say ${odd.toUpperCase()} now`, odd), `say ${odd.toUpperCase()} now`);
    assert.equal(find("axb", "a.b"), undefined);
  });

  it("come with what stands around them, on one line", () => {
    assert.equal(
      find(`${"x".repeat(100)}\n\nneedle\n${"y".repeat(100)}`, "needle"),
      `…${"x".repeat(38)} needle ${"y".repeat(39)}…`,
    );
  });

  it("never lose the marks of a letter, nor half of a character", () => {
    const snippet = find(`${"ที่".repeat(40)}needle${"😀".repeat(40)}`, "needle") ?? "";
    assert.match(snippet, /^…ที่/);
    assert.equal(snippet.isWellFormed(), true);
  });
});
