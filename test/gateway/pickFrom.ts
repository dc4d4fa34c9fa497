/** One entry, chosen by the next random number. Throws on an empty list. */
export function pickFrom<T>(entries: readonly T[], random: () => number): T {
  const entry = entries[Math.floor(random() * entries.length)];
  if (entry === undefined) throw new Error("Nothing to pick from");
  return entry;
}

/** The entries in another order, as the random numbers have it. */
export function shuffled<T>(entries: readonly T[], random: () => number): T[] {
  return entries
    .map((entry) => ({ entry, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}
