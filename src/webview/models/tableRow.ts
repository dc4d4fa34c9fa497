import { pricePerMillion } from "../../core/cost/pricePerMillion";
import type { Task } from "../../core/models/taskAdvice";
import type { PromptCost } from "../../core/models/promptCosts";
import type { ModelRow, ModelsViewState } from "../../protocol/modelsProtocol";

/** A model with all that a row shows, and what sorting and searching ask for again and again. */
export interface TableRow extends ModelRow {
  /** US dollars per million tokens; absent when unknown or decided per request. */
  readonly perMillion?: { readonly prompt: number; readonly completion: number };
  /** Absent when nothing is known. */
  readonly cost?: PromptCost;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  /** What it is recommended for. */
  readonly tasks: readonly Task[];
  /** Name and id in lower case. */
  readonly searchText: string;
}

export function tableRows(
  state: Pick<ModelsViewState, "rows" | "costs" | "favourites" | "hidden" | "advice">,
): readonly TableRow[] {
  const favourites = new Set(state.favourites);
  const hidden = new Set(state.hidden);
  const tasks = Map.groupBy(state.advice, ({ modelId }) => modelId);
  const costs = new Map(Object.entries(state.costs.byModel));
  return state.rows.map((row) => {
    const perMillion = pricePerMillion(row.pricing);
    const cost = costs.get(row.id);
    return {
      ...row,
      ...(perMillion && { perMillion }),
      ...(cost && { cost }),
      isFavourite: favourites.has(row.id),
      isHidden: hidden.has(row.id),
      tasks: tasks.get(row.id)?.map(({ task }) => task) ?? [],
      searchText: `${row.name}\n${row.id}`.toLowerCase(),
    };
  });
}

/** False only for a prompt that is known to be too long. */
export function mayFit(row: Pick<TableRow, "cost">): boolean {
  return row.cost?.fits !== false;
}
