import type { PromptCost } from "../../../../src/core/models/promptCosts";

import type { TableRow } from "../../../../src/webview/models/tableRow";

export function cost(change: Partial<PromptCost> = {}): PromptCost {
  return {
    promptTokens: 100,
    expectedCompletionTokens: 50,
    maxCompletionTokens: 500,
    calibratedFrom: 0,
    ...change,
  };
}

/** A row named like its id, of which nothing else is known. */
export function row(id: string, change: Partial<TableRow> = {}): TableRow {
  return {
    id,
    name: id,
    pricing: { kind: "unknown" },
    isFree: false,
    mayTrainOnPrompts: false,
    hasOwnKey: false,
    isFavourite: false,
    isHidden: false,
    tasks: [],
    searchText: id.toLowerCase(),
    ...change,
  };
}
