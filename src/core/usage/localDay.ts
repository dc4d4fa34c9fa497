/** The local day that `now` (milliseconds since 1970) is part of: its first millisecond, and that of the next day. */
export function localDay(now: number): { readonly from: number; readonly to: number } {
  const date = new Date(now);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  // Not 24 hours later: some days have 23 or 25.
  return { from: new Date(year, month, day).getTime(), to: new Date(year, month, day + 1).getTime() };
}

/** The local day of `at` (milliseconds since 1970), such as `"2026-03-31"`. */
export function localDate(at: number): string {
  const date = new Date(at);
  return `${monthOf(date)}-${String(date.getDate()).padStart(2, "0")}`;
}

/** The local month of `at` (milliseconds since 1970), such as `"2026-03"`. */
export function localMonth(at: number): string {
  return monthOf(new Date(at));
}

function monthOf(date: Date): string {
  return `${String(date.getFullYear()).padStart(4, "0")}-${String(date.getMonth() + 1).padStart(2, "0")}`;
}

/** The local month before that of `at`. */
export function previousMonth(at: number): string {
  const date = new Date(at);
  return localMonth(new Date(date.getFullYear(), date.getMonth() - 1, 1).getTime());
}
