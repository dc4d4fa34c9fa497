/** Whole numbers that mostly come one after the other: kept as ranges, so that a million of them need no more than one. */
export class NumberSet {
  /** First and last of each range, in order; two ranges never touch. */
  readonly #ranges: { first: number; last: number }[] = [];

  /** False when it is in already. */
  add(number: number): boolean {
    const ranges = this.#ranges;
    // The one looked for is nearly always the last one.
    let index = ranges.length - 1;
    while (index >= 0 && ranges[index]!.first > number) index--;
    const [before, after] = [ranges[index], ranges[index + 1]];
    if (before !== undefined && number <= before.last) return false;
    const joinsBefore = before?.last === number - 1;
    const joinsAfter = after?.first === number + 1;
    if (joinsBefore && joinsAfter) {
      before.last = after.last;
      ranges.splice(index + 1, 1);
    } else if (joinsBefore) before.last = number;
    else if (joinsAfter) after.first = number;
    else ranges.splice(index + 1, 0, { first: number, last: number });
    return true;
  }
}
