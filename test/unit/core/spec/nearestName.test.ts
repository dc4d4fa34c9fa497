import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { nearestName } from "../../../../src/core/spec/nearestName";

describe("nearestName", () => {
  it("forgives a letter that is missing, added, changed or swapped", () => {
    const keys = ["model", "temperature", "expect", "max-tokens"];
    for (const [typo, meant] of [
      ["modl", "model"],
      ["temperrature", "temperature"],
      ["temparature", "temperature"],
      ["exepct", "expect"],
      ["max_tokens", "max-tokens"],
      ["MODEL", "model"],
    ] as const) {
      assert.equal(nearestName(typo, keys), meant);
    }
  });

  it("does not guess far", () => {
    assert.equal(nearestName("ab", ["ac"]), undefined);
    assert.equal(nearestName("section", ["selection-of"]), undefined);
    assert.equal(nearestName("", ["a"]), undefined);
    assert.equal(nearestName("anthropic/claude-opus-9", ["anthropic/claude-haiku-4.5"]), undefined);
  });

  it("takes the nearest, and the first of those that are as near", () => {
    assert.equal(nearestName("cars", ["cart", "care", "cars2", "card"]), "cart");
    assert.equal(nearestName("section", ["sektion", "sections", "section"]), "section");
  });

  it("allows as many mistakes as it is told", () => {
    assert.equal(nearestName("kitten", ["sitting"]), undefined);
    assert.equal(nearestName("kitten", ["sitting"], 3), "sitting");
    assert.equal(nearestName("kitten", ["kitte"], 0), undefined);
  });

  it("agrees with the whole table", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.nat(4), (name, candidate, most) => {
        const expected = distance(name, candidate) <= most ? candidate : undefined;
        assert.equal(nearestName(name, [candidate], most), expected);
      }),
      { numRuns: 500 },
    );
  });

  it("is quick with a thousand long names", () => {
    const names = Array.from({ length: 1000 }, (_, index) => `provider-${index}/${"model".repeat(200)}`);
    assert.equal(nearestName(`provider-77x/${"model".repeat(200)}`, names), names[77]);
  });
});

/** The textbook's way, cell by cell. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (_unused, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  const cell = (row: number, column: number) => table[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row++) {
    for (let column = 1; column <= b.length; column++) {
      const changed = cell(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? cell(row - 2, column - 2) + 1
          : Infinity;
      const cells = table[row];
      if (cells)
        cells[column] = Math.min(cell(row - 1, column) + 1, cell(row, column - 1) + 1, changed, swapped);
    }
  }
  return cell(a.length, b.length);
}
