/** What the page itself keeps while the view is hidden and its document gone. */
export interface KeptUsage {
  /** The table stands in the place of the chart. */
  readonly isTable: boolean;
  /** Pixels from the top. */
  readonly scrollTop: number;
}

export function parseKeptUsage(kept: Readonly<Record<string, unknown>>): KeptUsage {
  const { isTable, scrollTop } = kept;
  return { isTable: isTable === true, scrollTop: typeof scrollTop === "number" ? scrollTop : 0 };
}
