/**
 * Index of the row that a key leads to; `undefined` for a key that does not move, or with no rows to move in. `current` is
 * -1 while none is selected; `page` is how many rows are seen at a time.
 */
export function rowAfterKey(key: string, current: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const within = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case "ArrowDown":
      return within(current + 1);
    case "ArrowUp":
      return within(current - 1);
    case "PageDown":
      return within(current + page);
    case "PageUp":
      return within(current - page);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
