import { unchangedEnds } from "../unchangedEnds";
import { countClasses } from "./countClasses";
import { type ClassCounts, emptyClassCounts, tokenClasses } from "./tokenClasses";

const WIDTH = tokenClasses.length;

/**
 * What any run of lines of a text is made of, at the price of one subtraction. Counts of lines add up (see `countClasses`),
 * so sums from the top are kept, and an edit counts only the lines that it has changed.
 */
export class LineCounts {
  #text = "";
  /** Offset of each line in UTF-16 units. */
  #starts: readonly number[] = [];
  /** Of the lines before each line, and of all: `WIDTH` numbers each. */
  #sums = new Int32Array(WIDTH);

  /** `lineStarts`: as `specOutline` gives them, one for each line of `text`. */
  setText(text: string, lineStarts: readonly number[]): void {
    const old = { text: this.#text, starts: this.#starts, sums: this.#sums };
    const { start, tail } = unchangedEnds(old.text, text);
    // Whole lines only: the one that an edit begins in is counted again, and so is the one it ends in.
    const head = Math.max(0, lineAfter(lineStarts, start) - 1);
    const firstOld = Math.min(head, old.starts.length);
    let behind = lineAfter(lineStarts, text.length - tail);
    let behindOld = lineAfter(old.starts, old.text.length - tail);
    const kept = Math.min(lineStarts.length - behind, old.starts.length - behindOld);
    behind = lineStarts.length - kept;
    behindOld = old.starts.length - kept;
    const sums = new Int32Array((lineStarts.length + 1) * WIDTH);
    sums.set(old.sums.subarray(0, (firstOld + 1) * WIDTH));
    for (let line = firstOld; line < behind; line++) {
      const counts = countClasses(text.slice(lineStarts[line], lineStarts[line + 1]));
      for (let index = 0; index < WIDTH; index++)
        sums[(line + 1) * WIDTH + index] = (sums[line * WIDTH + index] ?? 0) + (counts[index] ?? 0);
    }
    for (let index = 0; index < WIDTH; index++) {
      const moved = (sums[behind * WIDTH + index] ?? 0) - (old.sums[behindOld * WIDTH + index] ?? 0);
      for (let line = 1; line <= kept; line++)
        sums[(behind + line) * WIDTH + index] = (old.sums[(behindOld + line) * WIDTH + index] ?? 0) + moved;
    }
    this.#text = text;
    this.#starts = lineStarts;
    this.#sums = sums;
  }

  /** Of the lines from `line` to before `endLine`. */
  between(line: number, endLine: number): ClassCounts {
    const counts = emptyClassCounts();
    for (let index = 0; index < WIDTH; index++)
      counts[index] = (this.#sums[endLine * WIDTH + index] ?? 0) - (this.#sums[line * WIDTH + index] ?? 0);
    return counts;
  }
}

/** The first line that begins behind `offset`, or at its end. */
function lineAfter(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
