/** What the name of a record's file says without its being read. */
export interface RecordName {
  /** Milliseconds since 1970, to the second. */
  readonly startedAt: number;
  /** The spec's file name as `recordPath` writes it: without its ending, and shortened. */
  readonly spec: string;
  /** How the record's id begins: letters and digits only. */
  readonly id: string;
}

/** Takes apart what `recordPath` has put together; `undefined` for the name of a file that somebody else has named. */
export function parseRecordName(name: string): RecordName | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-(?:(.*)-)?([0-9a-z]{1,6})\.json$/i.exec(name);
  if (!match) return undefined;
  const [, year, month, day, hours, minutes, seconds, spec = "", id = ""] = match;
  const startedAt = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(startedAt) ? undefined : { startedAt, spec, id };
}

/** How the id of a run begins in the name of its record. */
export function recordNameId(id: string): string {
  return id.replace(/[^0-9a-z]/gi, "").slice(0, 6);
}
