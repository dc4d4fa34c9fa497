/** What the page itself keeps while the view is hidden and its document gone. */
export interface KeptCompare {
  /** The rest is about this comparison. */
  readonly comparisonId: string;
  readonly isDiff: boolean;
  /** Id of the column that the others are held against. */
  readonly baseline?: string;
  /** Id of the column that is seen where only one has room. */
  readonly tab?: string;
}

export function parseKeptCompare(kept: Readonly<Record<string, unknown>>): KeptCompare {
  const { comparisonId, isDiff, baseline, tab } = kept;
  return {
    comparisonId: typeof comparisonId === "string" ? comparisonId : "",
    isDiff: isDiff === true,
    ...(typeof baseline === "string" && { baseline }),
    ...(typeof tab === "string" && { tab }),
  };
}
