import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import type { SortColumn } from "../../../../src/protocol/modelsProtocol";
import { sortRows } from "../../../../src/webview/models/sortRows";
import { cost, row } from "./samples";

const rows = [
  row("unknown", { contextLength: 8000 }),
  row("dear", { cost: cost({ expectedUsd: 0.5 }), perMillion: { prompt: 5, completion: 20 } }),
  row("free", { cost: cost({ expectedUsd: 0 }), perMillion: { prompt: 0, completion: 0 } }),
  row("Cheap", {
    cost: cost({ expectedUsd: 0.01 }),
    perMillion: { prompt: 1, completion: 30 },
    contextLength: 1e6,
  }),
  row("also cheap", { cost: cost({ expectedUsd: 0.01 }) }),
  row("too long", { cost: cost({ expectedUsd: 0.001, fits: false }), contextLength: 1000 }),
];

function sorted(column: SortColumn, isDescending = false): readonly string[] {
  return sortRows(rows, { column, isDescending }).map(({ id }) => id);
}

describe("sortRows", () => {
  it("puts what costs nothing first, and what is not known or cannot be sent last", () => {
    assert.deepEqual(sorted("cost"), ["free", "also cheap", "Cheap", "dear", "too long", "unknown"]);
  });

  it("leaves what is not known last when turned round, and ties in the order of their names", () => {
    assert.deepEqual(sorted("cost", true), ["dear", "also cheap", "Cheap", "free", "too long", "unknown"]);
  });

  it("sorts by context and by both prices", () => {
    assert.deepEqual(sorted("context").slice(0, 3), ["too long", "unknown", "Cheap"]);
    assert.deepEqual(sorted("context", true).slice(0, 3), ["Cheap", "unknown", "too long"]);
    assert.deepEqual(sorted("prompt-price").slice(0, 3), ["free", "Cheap", "dear"]);
    assert.deepEqual(sorted("completion-price", true).slice(0, 3), ["Cheap", "dear", "free"]);
  });

  it("sorts names without regard to case, and numbers in them by value", () => {
    assert.deepEqual(sorted("name"), ["also cheap", "Cheap", "dear", "free", "too long", "unknown"]);
    assert.deepEqual(sorted("name", true)[0], "unknown");
    const numbered = [row("m 10"), row("m 9")];
    assert.equal(sortRows(numbered, { column: "name", isDescending: false })[0]?.id, "m 9");
  });

  it("never puts an unknown figure before a known one", () => {
    const figure = fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(figure), fc.boolean(), (figures, isDescending) => {
        const list = figures.map((usd, index) =>
          row(`m${index}`, { cost: cost(usd === undefined ? {} : { expectedUsd: usd }) }),
        );
        const known = sortRows(list, { column: "cost", isDescending }).map(
          (one) => one.cost?.expectedUsd !== undefined,
        );
        assert.equal(known.length, figures.length);
        assert.deepEqual(
          known,
          known.toSorted((a, b) => Number(b) - Number(a)),
        );
      }),
    );
  });
});
