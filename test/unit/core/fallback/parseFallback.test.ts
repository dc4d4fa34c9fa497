import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseFallback } from "../../../../src/core/fallback/parseFallback";

describe("parseFallback", () => {
  it("takes model ids and objects, in their order", () => {
    const { entries, problems } = parseFallback([
      " acme/small ",
      { provider: "openrouter", model: "acme/large", mayCostMore: true },
    ]);
    assert.deepEqual(entries, [
      { model: "acme/small", mayCostMore: false },
      { provider: "openrouter", model: "acme/large", mayCostMore: true },
    ]);
    assert.deepEqual(problems, []);
  });

  it("costing more must be said with a real true, not with something like it", () => {
    const { entries, problems } = parseFallback([{ model: "acme/large", mayCostMore: "yes" }]);
    assert.deepEqual(entries, []);
    assert.equal(problems.length, 1);
  });

  it("an entry that names no model is left out with its place, and the others stay", () => {
    const { entries, problems } = parseFallback(["", "acme/small", 7, null, { provider: "x" }]);
    assert.deepEqual(
      entries.map(({ model }) => model),
      ["acme/small"],
    );
    assert.equal(problems.length, 4);
    assert.match(problems[0] ?? "", /1/);
  });

  for (const setting of ["acme/small", {}, 3, true]) {
    it(`${JSON.stringify(setting)} is no chain, and says so`, () => {
      const { entries, problems } = parseFallback(setting);
      assert.deepEqual(entries, []);
      assert.match(problems.join(), /smartspec\.fallback/);
    });
  }

  it("nothing is an empty chain", () => {
    assert.deepEqual(parseFallback(undefined), { entries: [], problems: [] });
  });
});
