import { localDate } from "../usage/localDay";
import { parseRecordName } from "./recordName";

export type RecordGrouping = "day" | "spec";

export interface RecordGroup<Row> {
  /** A local day such as `2026-03-31`, or a spec's name as in `RecordName`; empty for files whose name says neither. */
  readonly key: string;
  readonly rows: readonly Row[];
}

/**
 * Puts records together by what their files' names say, so that none of them has to be read. `rows`: newest first; so are
 * the groups, and the rows in each. What cannot be told comes last.
 */
export function groupRecords<Row extends { readonly name: string }>(
  rows: readonly Row[],
  grouping: RecordGrouping,
): readonly RecordGroup<Row>[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = parseRecordName(row.name);
    const key = name === undefined ? "" : grouping === "day" ? localDate(name.startedAt) : name.spec;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups]
    .map(([key, members]) => ({ key, rows: members }))
    .toSorted((one, other) => Number(one.key === "") - Number(other.key === ""));
}
