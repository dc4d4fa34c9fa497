import { blockWeight } from "./blockWeight";
import { OpenFence } from "./openFence";

/** A block that is heavier than this is never parsed: that alone would take longer than a page may be away. */
export const heaviestBlock = 240_000;

/** Where a top-level block may end: a blank line before text that is not indented, or before what interrupts any block. */
const mayEnd = /\n(?:[ \t]*\n(?=\S)|(?=```|~~~|#{1,6}[ \t\n]))/g;
/** With it a list goes on after a blank line. */
const listMarker = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t\n]|$)/;
/** What must be seen to tell a list marker. */
const markerLength = 12;
/** An opening line of code this long has an endless info string. */
const longestFence = 200;
/** A blank line that is longer than this ends nothing. */
const kept = 64;

/** A block that is too heavy to be drawn again and again while it grows: shown as it was written. */
export class OpenPlain {
  readonly #isList: boolean;
  /** The opening line of a code block that has not ended yet. */
  #fenceLine: string | undefined;
  #weight = 0;
  /** The end of what was read, in which a blank line may have begun. */
  #before = "";

  /** `source`: the beginning of the block. */
  constructor(source: string) {
    const start = source.replace(/^\s*\n/, "").slice(0, longestFence);
    this.#isList = listMarker.test(start);
    this.#fenceLine = /^ {0,3}(?:```|~~~)[^\n]*$/.test(start) ? start : undefined;
  }

  /** No parser will see it: its source need not be kept. */
  get isTooHeavy(): boolean {
    return this.#weight > heaviestBlock;
  }

  /** The code block whose opening line ends in this piece, and where. */
  openFence(piece: string): { readonly fence: OpenFence; readonly end: number } | undefined {
    const end = piece.indexOf("\n") + 1;
    if (this.#fenceLine === undefined || end === 0) return undefined;
    const opened = OpenFence.open(`${this.#fenceLine}\n`);
    this.#fenceLine = undefined;
    return opened && { fence: opened.fence, end };
  }

  /** Reads a piece; `end` says where in it the block may have ended. What is from `readTo` on must come again. */
  read(piece: string): { readonly end: number | undefined; readonly readTo: number } {
    const text = this.#before + piece;
    const from = this.#before.length;
    mayEnd.lastIndex = 0;
    for (let match = mayEnd.exec(text); match !== null; match = mayEnd.exec(text)) {
      const end = match.index + match[0].length;
      if (end < from) continue;
      const next = text.slice(end, end + markerLength);
      if (next.length < markerLength && !next.includes("\n"))
        return { end: undefined, readTo: this.#take(text, end, from) };
      if (!this.#isList || !listMarker.test(next))
        return { end: end - from, readTo: this.#take(text, end, from) };
    }
    return { end: undefined, readTo: this.#take(text, text.length, from) };
  }

  #take(text: string, end: number, from: number): number {
    this.#weight += blockWeight(text.slice(from, end));
    this.#before = text.slice(Math.max(0, end - kept), end);
    return end - from;
  }
}
