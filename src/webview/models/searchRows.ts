import type { TableRow } from "./tableRow";

/** Those whose name or id has every word of `text`, in any order and case. */
export function searchRows<Row extends Pick<TableRow, "searchText">>(
  rows: readonly Row[],
  text: string,
): readonly Row[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ searchText }) => words.every((word) => searchText.includes(word)));
}
