import { recordGroupKeys, type RecordGroupKeys } from "./groupRecords";

/** The file of a record in a list. `Place`: where it lies. */
export interface ListedRecord<Place> extends RecordGroupKeys {
  /** Of the file. */
  readonly name: string;
  readonly place: Place;
}

export function listedRecord<Place>(name: string, place: Place): ListedRecord<Place> {
  return { name, place, ...recordGroupKeys(name) };
}

/** A list with one more in its place, newest first. The same list when it is there already. */
export function withRecord<Place>(
  records: readonly ListedRecord<Place>[],
  added: ListedRecord<Place>,
  isSame: (one: Place, other: Place) => boolean,
): readonly ListedRecord<Place>[] {
  // A new one is nearly always the newest.
  let at = 0;
  for (; at < records.length; at++) {
    const { name, place } = records[at]!;
    if (name < added.name) break;
    if (name === added.name && isSame(place, added.place)) return records;
  }
  return records.toSpliced(at, 0, added);
}

/** Names begin with the time. */
export function newestFirst(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? 1 : one.name > other.name ? -1 : 0;
}
