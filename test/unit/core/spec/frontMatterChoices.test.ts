import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { keysAt, wordsAt } from "../../../../src/core/spec/frontMatterChoices";
import { frontMatterKeyNames } from "../../../../src/core/spec/frontMatterKeys";

describe("what front matter can hold", () => {
  it("keys, at the top and within", () => {
    assert.deepEqual(keysAt([]), frontMatterKeyNames);
    assert.deepEqual(keysAt(["tasks"]), ["checkpoint", "try_first"]);
    assert.ok(keysAt(["expect", 0]).includes("judge"));
    assert.deepEqual(keysAt(["inputs", 0]), ["name", "prompt", "default", "choices"]);
    assert.deepEqual(keysAt(["model"]), []);
    assert.deepEqual(keysAt(["unheard-of"]), []);
  });

  it("words, where only some are right", () => {
    assert.ok(wordsAt(["reasoning"]).includes("high"));
    assert.ok(wordsAt(["reasoning", "effort"]).includes("minimal"));
    assert.deepEqual(wordsAt(["routing", "zdr"]), ["true", "false"]);
    assert.deepEqual(wordsAt(["routing", "data_collection"]), ["allow", "deny"]);
    assert.ok(wordsAt(["routing", "sort"]).includes("price"));
    assert.deepEqual(wordsAt(["temperature"]), []);
  });
});
