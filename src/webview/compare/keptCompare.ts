/** What the page itself keeps while the view is hidden and its document gone. */
export interface KeptCompare {
  /** The rest is about this comparison. */
  readonly comparisonId: string;
  readonly isDiff: boolean;
  /** Id of the column that the others are held against. */
  readonly baseline?: string;
  /** Id of the column that is seen where only one has room. */
  readonly tab?: string;
  /** Pixels from the top, by column; none while the end of one is followed. */
  readonly scrollTops: Readonly<Record<string, number>>;
}

export function parseKeptCompare(kept: Readonly<Record<string, unknown>>): KeptCompare {
  const { comparisonId, isDiff, baseline, tab, scrollTops } = kept;
  return {
    comparisonId: typeof comparisonId === "string" ? comparisonId : "",
    isDiff: isDiff === true,
    ...(typeof baseline === "string" && { baseline }),
    ...(typeof tab === "string" && { tab }),
    scrollTops: numbersIn(scrollTops),
  };
}

function numbersIn(value: unknown): Readonly<Record<string, number>> {
  if (typeof value !== "object" || value === null) return {};
  const entries: readonly [string, unknown][] = Object.entries(value);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}
