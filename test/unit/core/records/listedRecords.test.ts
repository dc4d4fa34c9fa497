import assert from "node:assert/strict";
import { listedRecord, newestFirst, withRecord } from "../../../../src/core/records/listedRecords";

const list = (...names: readonly string[]) => names.map((name) => listedRecord(name, `a/${name}`));
const isSame = (one: string, other: string) => one === other;

describe("a list of records", () => {
  it("takes a new one in where its time belongs", () => {
    const names = ["20260303-000000-b-3.json", "20260302-000000-a-2.json", "20260301-000000-a-1.json"];
    for (const name of names) {
      const rest = list(...names.filter((other) => other !== name));
      const whole = withRecord(rest, listedRecord(name, `a/${name}`), isSame);
      assert.deepEqual(
        whole.map((row) => row.name),
        names,
      );
    }
  });

  it("has each once, and two of the same name in different places", () => {
    const before = list("2.json", "1.json");
    assert.equal(withRecord(before, listedRecord("1.json", "a/1.json"), isSame), before);
    const both = withRecord(before, listedRecord("1.json", "b/1.json"), isSame);
    assert.deepEqual(
      both.map(({ place }) => place),
      ["a/2.json", "a/1.json", "b/1.json"],
    );
  });

  it("is sorted by the bytes of its names, not by what a language makes of them", () => {
    assert.deepEqual(
      list("20260301-000000-a-b-1.json", "20260301-000000-A-1.json", "20260302-000000-a-1.json")
        .toSorted(newestFirst)
        .map(({ name }) => name),
      ["20260302-000000-a-1.json", "20260301-000000-a-b-1.json", "20260301-000000-A-1.json"],
    );
  });
});
