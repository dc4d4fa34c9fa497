import type { TableSettings } from "../../protocol/modelsProtocol";
import { mayFit, type TableRow } from "./tableRow";

export interface FilteredRows {
  readonly shown: readonly TableRow[];
  /** How many more would be shown if the prompt were not too long for them. */
  readonly tooLong: number;
}

/** In the order of `rows`. What a model does not say counts as no, but a prompt of which it is not known fits. */
export function filterRows(rows: readonly TableRow[], settings: TableSettings): FilteredRows {
  const matching = rows.filter((row) => isWanted(row, settings));
  if (!settings.onlyFitting) return { shown: matching, tooLong: 0 };
  const shown = matching.filter(mayFit);
  return { shown, tooLong: matching.length - shown.length };
}

function isWanted(row: TableRow, settings: TableSettings): boolean {
  const { leastContext, mostPromptPrice } = settings;
  return (
    (settings.showsHidden || !row.isHidden) &&
    (!settings.onlyFree || row.isFree) &&
    (!settings.onlyReasoning || row.hasReasoning === true) &&
    (!settings.onlyTools || row.hasTools === true) &&
    (!settings.onlyImages || row.takesImages === true) &&
    (!settings.withoutTraining || !row.mayTrainOnPrompts) &&
    (!settings.withoutExpiring || row.expirationDate === undefined) &&
    (!settings.onlyFavourites || row.isFavourite) &&
    (leastContext === 0 || (row.contextLength ?? 0) >= leastContext) &&
    (mostPromptPrice === undefined || (row.perMillion?.prompt ?? Infinity) <= mostPromptPrice)
  );
}
