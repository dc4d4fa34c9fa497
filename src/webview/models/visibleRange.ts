/** Height of every row and of the table's head, in CSS pixels; media/models.css has it too. */
export const rowHeight = 28;
/** Rows that are drawn above and below what is seen, so that scrolling shows no gap before the next frame. */
const margin = 6;

/** The rows to draw: from `start` up to, but not including, `end`. Pixels; `height` includes the table's head. */
export function visibleRange(
  count: number,
  scrollTop: number,
  height: number,
): { readonly start: number; readonly end: number } {
  const start = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - margin);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + margin);
  return { start, end: Math.max(start, end) };
}

/** Where to scroll so that a row stands wholly below the head and above the lower edge; the same place if it does. */
export function scrollTopToShow(index: number, scrollTop: number, height: number): number {
  const top = index * rowHeight;
  return Math.max(Math.min(scrollTop, top), top + 2 * rowHeight - height);
}
