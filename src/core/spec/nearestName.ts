/** Further away than that, long names are other names. */
const MOST_MISTAKES = 4;

/**
 * The candidate that somebody most likely meant who wrote `name`: the one with the fewest letters added, missing, changed
 * or swapped with their neighbour; the first of several. Upper and lower case are the same. `maxDistance`: mistakes that
 * are allowed, by default one for three letters. `undefined` when no candidate is that near.
 */
export function nearestName(
  name: string,
  candidates: readonly string[],
  maxDistance = Math.min(MOST_MISTAKES, Math.floor(name.length / 3)),
): string | undefined {
  const wanted = name.toLowerCase();
  let nearest: string | undefined;
  let most = maxDistance;
  for (const candidate of candidates) {
    const distance = distanceWithin(wanted, candidate.toLowerCase(), most);
    if (distance === undefined) continue;
    nearest = candidate;
    if (distance === 0) break;
    most = distance - 1;
  }
  return nearest;
}

/**
 * Damerau-Levenshtein distance in which no letter is edited twice; `undefined` above `most`. Only the cells near the
 * diagonal can lie within it, so it takes `most` steps for each letter.
 */
function distanceWithin(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: Math.min(b.length, most) + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current: number[] = [];
    let least = Infinity;
    for (let column = Math.max(0, row - most); column <= Math.min(b.length, row + most); column++) {
      const same = a[row - 1] === b[column - 1];
      let cell = Math.min(
        (last[column] ?? Infinity) + 1,
        (current[column - 1] ?? Infinity) + 1,
        (last[column - 1] ?? Infinity) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cell = Math.min(cell, (beforeLast[column - 2] ?? Infinity) + 1);
      }
      current[column] = cell;
      least = Math.min(least, cell);
    }
    if (least > most) return undefined;
    [beforeLast, last] = [last, current];
  }
  const distance = last[b.length] ?? Infinity;
  return distance <= most ? distance : undefined;
}
