import type { SortColumn, TableSettings } from "../../protocol/modelsProtocol";
import { mayFit, type TableRow } from "./tableRow";

type Figure = (row: TableRow) => number | undefined;

const figures: Readonly<Record<Exclude<SortColumn, "name">, Figure>> = {
  context: (row) => row.contextLength,
  "prompt-price": (row) => row.perMillion?.prompt,
  "completion-price": (row) => row.perMillion?.completion,
  // What cannot be sent costs nothing worth comparing.
  cost: (row) => (mayFit(row) ? row.cost?.expectedUsd : undefined),
};
const collator = new Intl.Collator(["en", "th"], { numeric: true, sensitivity: "base" });

/** In a new list. What is not known comes last in either direction; ties are in the order of the names. */
export function sortRows(rows: readonly TableRow[], sort: TableSettings["sort"]): readonly TableRow[] {
  const byName = rows.toSorted((a, b) => collator.compare(a.name, b.name) || collator.compare(a.id, b.id));
  if (sort.column === "name") return sort.isDescending ? byName.toReversed() : byName;
  const figure = figures[sort.column];
  const sign = sort.isDescending ? -1 : 1;
  return byName.toSorted((a, b) => {
    const [one, other] = [figure(a), figure(b)];
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined);
    return sign * (one - other);
  });
}
