import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseSpec } from "../../../../src/core/spec/parseSpec";
import { thingAt } from "../../../../src/core/spec/thingAt";

const text =
  "---\nmodel: openai/gpt-4o\nfallback: [{ model: a/b, provider: local }]\ninclude: notes.md\ntitle: no\n---\n" +
  '# วัน {{days}}\n\n[rules](rules.md "context") {{file:prices.txt}}\n';
const at = (word: string) => {
  const thing = thingAt(parseSpec(text), text.indexOf(word) + 1);
  return thing && [thing.kind, text.slice(thing.start, thing.end)];
};

describe("thingAt", () => {
  it("finds keys, models, files and variables with their places", () => {
    assert.deepEqual(at("model:"), ["key", "model"]);
    assert.deepEqual(at("openai/gpt-4o"), ["model", "openai/gpt-4o"]);
    assert.deepEqual(at("a/b"), ["model", "a/b"]);
    assert.deepEqual(at("notes.md"), ["file", "notes.md"]);
    assert.deepEqual(at("rules.md"), ["file", "rules.md"]);
    assert.deepEqual(at("{{file:"), ["file", "{{file:prices.txt}}"]);
    assert.deepEqual(at("{{days"), ["variable", "{{days}}"]);
  });

  it("and nothing elsewhere", () => {
    assert.equal(at("title"), undefined);
    assert.equal(at("# วัน"), undefined);
  });
});
