import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { TableSettings } from "../../../../src/protocol/modelsProtocol";
import { filterRows } from "../../../../src/webview/models/filterRows";
import { searchRows } from "../../../../src/webview/models/searchRows";
import {
  defaultSettings,
  isFiltered,
  moreFilters,
  withoutFilters,
} from "../../../../src/webview/models/tableSettings";
import { cost, row } from "./samples";

const rows = [
  row("free", { isFree: true, mayTrainOnPrompts: true, perMillion: { prompt: 0, completion: 0 } }),
  row("seeing", {
    takesImages: true,
    hasTools: true,
    contextLength: 200_000,
    perMillion: { prompt: 3, completion: 9 },
  }),
  row("thinking", { hasReasoning: true, contextLength: 32_000, isFavourite: true }),
  row("leaving", { expirationDate: "2026-12-01" }),
  row("hidden", { isHidden: true }),
  row("short", { cost: cost({ fits: false }) }),
];

function shown(change: Partial<TableSettings>): readonly string[] {
  return filterRows(rows, { ...defaultSettings, ...change }).shown.map(({ id }) => id);
}

describe("filterRows", () => {
  it("leaves out, by default, what is hidden and what is known to be too short, and counts the latter", () => {
    assert.deepEqual(shown({}), ["free", "seeing", "thinking", "leaving"]);
    assert.equal(filterRows(rows, defaultSettings).tooLong, 1);
    assert.deepEqual(filterRows(rows, { ...defaultSettings, onlyTools: true }).tooLong, 0);
  });

  const cases: readonly (readonly [Partial<TableSettings>, readonly string[]])[] = [
    [{ onlyFitting: false }, ["free", "seeing", "thinking", "leaving", "short"]],
    [{ showsHidden: true }, ["free", "seeing", "thinking", "leaving", "hidden"]],
    [{ onlyFree: true }, ["free"]],
    [{ onlyReasoning: true }, ["thinking"]],
    [{ onlyTools: true }, ["seeing"]],
    [{ onlyImages: true }, ["seeing"]],
    [{ withoutTraining: true }, ["seeing", "thinking", "leaving"]],
    [{ withoutExpiring: true }, ["free", "seeing", "thinking"]],
    [{ onlyFavourites: true }, ["thinking"]],
    [{ leastContext: 32_000 }, ["seeing", "thinking"]],
    [{ leastContext: 32_001 }, ["seeing"]],
    [{ mostPromptPrice: 3 }, ["free", "seeing"]],
    [{ mostPromptPrice: 1 }, ["free"]],
    [{ onlyTools: true, onlyReasoning: true }, []],
  ];
  for (const [change, expected] of cases)
    it(`${JSON.stringify(change)} leaves ${expected.join(", ") || "none"}`, () =>
      assert.deepEqual(shown(change), expected));
});

describe("searchRows", () => {
  const list = [
    { searchText: "claude sonnet 4.5\nanthropic/claude-sonnet-4.5" },
    { searchText: "gpt-4o\nopenai/gpt-4o" },
  ];
  it("wants every word in the name or the id, in any order and case", () => {
    assert.deepEqual(searchRows(list, "  SONNET anthropic/ "), [list[0]]);
    assert.deepEqual(searchRows(list, "4"), list);
    assert.deepEqual(searchRows(list, "sonnet openai"), []);
  });
  it("finds all when nothing is searched for", () => assert.equal(searchRows(list, " "), list));
});

describe("tableSettings", () => {
  it("knows when something narrows the list", () => {
    assert.equal(isFiltered(defaultSettings), false);
    assert.equal(isFiltered({ ...defaultSettings, onlyFitting: false, showsHidden: true }), false);
    assert.equal(isFiltered({ ...defaultSettings, onlyImages: true }), true);
    assert.equal(isFiltered({ ...defaultSettings, leastContext: 1, showsHidden: true }), true);
  });

  it("counts what is set in the second line", () => {
    assert.equal(moreFilters(defaultSettings), 0);
    assert.equal(moreFilters({ ...defaultSettings, mostPromptPrice: 3, withoutExpiring: true }), 2);
  });

  it("clears what leaves rows out and keeps the order", () => {
    const sort = { column: "name", isDescending: true } as const;
    const cleared = withoutFilters({
      ...defaultSettings,
      sort,
      onlyFree: true,
      mostPromptPrice: 1,
      showsPlot: false,
    });
    assert.equal(isFiltered(cleared) || cleared.onlyFitting, false);
    assert.deepEqual(cleared.sort, sort);
    assert.equal(cleared.showsPlot, false);
  });
});
