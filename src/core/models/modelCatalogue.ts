import type { Model } from "./model";

/** The model with that id: exactly as listed, else trimmed and without regard to case (wire 0.1, rule 10). */
export function findModel(models: readonly Model[], id: string): Model | undefined {
  const wanted = id.trim();
  const lowerCase = wanted.toLowerCase();
  return (
    models.find((model) => model.id === wanted) ??
    models.find((model) => model.id.toLowerCase() === lowerCase)
  );
}

/** Ids that look most like `id`, best first, for "did you mean"; only those that really do, so there may be none. */
export function nearestModels(models: readonly Model[], id: string, count: number): readonly Model[] {
  const wanted = id.trim().toLowerCase();
  if (wanted === "") return [];
  return models
    .map((model) => ({ model, distance: distance(wanted, model.id.toLowerCase()) }))
    .filter((candidate) => candidate.distance <= 0.45)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map((candidate) => candidate.model);
}

export interface PickerGroups {
  /** In the order in which they became favourites. */
  readonly favourites: readonly Model[];
  /** In the gateway's own order. */
  readonly recommended: readonly Model[];
  /** Used last first. */
  readonly recent: readonly Model[];
  /** The remaining ones, by name. A model is in one group only. */
  readonly all: readonly Model[];
}

/** Groups for a pick list, a model in the first that it belongs to. Ids no longer listed and hidden models are left out. */
export function sortForPicker(
  models: readonly Model[],
  options: {
    readonly recentIds: readonly string[];
    readonly favouriteIds?: readonly string[];
    readonly hiddenIds?: readonly string[];
  },
): PickerGroups {
  const { recentIds, favouriteIds = [], hiddenIds = [] } = options;
  const hidden = new Set(hiddenIds);
  const shown = models.filter(({ id }) => !hidden.has(id));
  const named = (ids: readonly string[]) => [
    ...new Set(ids.map((id) => findModel(shown, id)).filter((model) => model !== undefined)),
  ];
  const favourites = named(favouriteIds);
  const recent = named(recentIds).filter((model) => !favourites.includes(model));
  const rest = shown.filter((model) => !recent.includes(model) && !favourites.includes(model));
  return {
    favourites,
    recent,
    recommended: rest
      .filter((model) => model.recommendedIndex !== undefined)
      .toSorted((a, b) => (a.recommendedIndex ?? 0) - (b.recommendedIndex ?? 0)),
    all: rest
      .filter((model) => model.recommendedIndex === undefined)
      .toSorted((a, b) => compareText(a.name.toLowerCase(), b.name.toLowerCase()) || compareText(a.id, b.id)),
  };
}

/** Tokens that prompt and answer may have together: the smaller of what model and endpoint take (wire 7.4). */
export function contextLimitOf(model: Model): number | undefined {
  const limit = Math.min(positive(model.contextLength), positive(model.providerContextLength));
  return Number.isFinite(limit) ? limit : undefined;
}

/** Whether a prompt leaves room for an answer. `undefined` when the context length is not known. */
export function fits(model: Model, promptTokens: number): boolean | undefined {
  const limit = contextLimitOf(model);
  return limit === undefined ? undefined : promptTokens < limit;
}

function positive(limit: number | undefined): number {
  return limit !== undefined && limit > 0 ? limit : Infinity;
}

/** 0 for the same text, about 1 for nothing in common; a part of the id typed whole is close to it. */
function distance(wanted: string, id: string): number {
  const slug = id.slice(id.indexOf("/") + 1);
  const whole = editDistance(wanted, id) / Math.max(wanted.length, id.length);
  const wantedSlug = wanted.slice(wanted.indexOf("/") + 1);
  const bySlug = 0.1 + editDistance(wantedSlug, slug) / Math.max(wantedSlug.length, slug.length, 1);
  const contained = wanted.length >= 3 && id.includes(wanted) ? 0.3 - (0.2 * wanted.length) / id.length : 1;
  return Math.min(whole, bySlug, contained);
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** By code unit, so that the order does not depend on the machine's language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The name without its maker, for narrow places that also show the id or the provider: `"OpenAI: GPT-4o"` → `"GPT-4o"`. */
export function shortName(model: Model): string {
  return model.name.replace(/^[^:]{1,40}:\s+(?=\S)/, "");
}
