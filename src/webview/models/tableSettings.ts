import type { TableSettings } from "../../protocol/modelsProtocol";

export const defaultSettings: TableSettings = {
  sort: { column: "cost", isDescending: false },
  onlyFitting: true,
  onlyFree: false,
  onlyReasoning: false,
  onlyTools: false,
  onlyImages: false,
  withoutTraining: false,
  withoutExpiring: false,
  onlyFavourites: false,
  showsHidden: false,
  leastContext: 0,
  showsPlot: true,
};

/** With nothing left out any more; the order and what is seen besides the table stay. */
export function withoutFilters(settings: TableSettings): TableSettings {
  const { sort, showsPlot, showsHidden } = settings;
  return { ...defaultSettings, onlyFitting: false, sort, showsPlot, showsHidden };
}

/** Whether anything but "fits" narrows the list. */
export function isFiltered(settings: TableSettings): boolean {
  return (
    settings.onlyFree ||
    settings.onlyReasoning ||
    settings.onlyTools ||
    settings.onlyImages ||
    settings.withoutTraining ||
    settings.onlyFavourites ||
    moreFilters(settings) > (settings.showsHidden ? 1 : 0)
  );
}

/** How many of the filters of the second line are set. */
export function moreFilters(settings: TableSettings): number {
  const set = [
    settings.leastContext > 0,
    settings.mostPromptPrice !== undefined,
    settings.withoutExpiring,
    settings.showsHidden,
  ];
  return set.filter(Boolean).length;
}
