/** How much of two texts is the same at their beginning, and how much of the rest at their end, in UTF-16 units. */
export function unchangedEnds(old: string, text: string): { readonly start: number; readonly tail: number } {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)
  ) {
    tail++;
  }
  return { start, tail };
}
