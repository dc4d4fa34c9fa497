import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Validator } from "@cfworker/json-schema";
import { frontMatterSchema, SCHEMA_FILE } from "../schema/frontMatterSchema";

describe("the JSON schema of the front matter", () => {
  it("in the repository is the one that SmartSpec reads by (npm run schema writes it anew)", () => {
    assert.equal(readFileSync(SCHEMA_FILE, "utf8"), frontMatterSchema());
  });

  it("takes what a spec may say, and other tools' keys, and refuses what is wrong", () => {
    const validator = new Validator(JSON.parse(frontMatterSchema()) as object, "7");
    const good = [
      {},
      { model: "a/b", title: "Other tools'", inputs: { days: 7, team: null }, reasoning: "low", stop: ["a"] },
      { expect: [{ contains: "x" }, { max_usd: 0.02 }], fallback: ["a/b", { model: "c" }] },
    ];
    const bad = [
      { temperature: 3 },
      { expect: [{ contians: "x" }] },
      { fallback: [{ model: "a", mayCostMore: true }] },
    ];
    for (const value of good) assert.ok(validator.validate(value).valid, JSON.stringify(value));
    for (const value of bad) assert.ok(!validator.validate(value).valid, JSON.stringify(value));
  });
});
