/** What the page itself keeps while the view is hidden and its document gone. */
export interface KeptModels {
  readonly search: string;
  /** The model whose details are shown; absent when they are closed. */
  readonly selectedId?: string;
  /** Pixels. */
  readonly scrollTop: number;
  readonly showsMoreFilters: boolean;
}

export function parseKeptModels(kept: Readonly<Record<string, unknown>>): KeptModels {
  const { search, selectedId, scrollTop, showsMoreFilters } = kept;
  return {
    search: typeof search === "string" ? search : "",
    ...(typeof selectedId === "string" && { selectedId }),
    scrollTop: typeof scrollTop === "number" ? scrollTop : 0,
    showsMoreFilters: showsMoreFilters === true,
  };
}
