import { localDate } from "../usage/localDay";
import { parseRecordName } from "./recordName";

export type RecordGrouping = "day" | "spec";

export interface RecordGroup<Row> {
  /** A local day such as `2026-03-31`, or a spec's name as in `RecordName`; empty for files whose name says neither. */
  readonly key: string;
  readonly rows: readonly Row[];
}

/** Which group a record belongs to, by what its file's name says, so that it has not to be read. */
export type RecordGroupKeys = Readonly<Record<RecordGrouping, string>>;

/** `name`: of the file. */
export function recordGroupKeys(name: string): RecordGroupKeys {
  const parsed = parseRecordName(name);
  return parsed ? { day: localDate(parsed.startedAt), spec: parsed.spec } : { day: "", spec: "" };
}

/**
 * Puts records together. `rows`: newest first; so are the groups, and the rows in each. What cannot be told comes last.
 */
export function groupRecords<Row extends RecordGroupKeys>(
  rows: readonly Row[],
  grouping: RecordGrouping,
): readonly RecordGroup<Row>[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row[grouping];
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups]
    .map(([key, members]) => ({ key, rows: members }))
    .toSorted((one, other) => Number(one.key === "") - Number(other.key === ""));
}
