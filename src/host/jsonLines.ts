import { NumberSet } from "./numberSet";

/** One line that is ours: what it holds, and who wrote it. */
export interface StoredLine<T> {
  readonly value: T;
  /** The window that wrote it; absent in files of the first version. */
  readonly by?: string;
  /** The how-manieth of that window it is. */
  readonly n?: number;
}

/**
 * `torn`: not written to its end, or damaged. `binary`: no text at all. `foreign`: JSON, but nothing of ours. `newer`:
 * from a later version of this extension.
 */
type UnusableLine = "torn" | "binary" | "foreign" | "newer";

/** The version that is written, and the only one that is read. */
const VERSION = 1;
const LINE_BREAK = 0x0a;

/**
 * Takes a file of JSON Lines in pieces. Each line has `v`, the version of its format, and where it can be known `by` and
 * `n`: the n-th line of that window. A line that is there twice, because a write that had failed in the middle was done
 * again, counts once.
 */
export class JsonLines<T> {
  readonly #parse: (data: unknown) => T | undefined;
  readonly #seen = new Map<string, NumberSet>();
  #usable = 0;
  readonly #unusable: Record<UnusableLine, number> = { torn: 0, binary: 0, foreign: 0, newer: 0 };
  /** Bytes up to the end of the last line that is foreign or newer. */
  lastUnknownEnd = 0;
  /** Bytes that were taken in: the end of the last whole line. */
  position = 0;

  constructor(parse: (data: unknown) => T | undefined) {
    this.#parse = parse;
  }

  /** Lines that are lost, whoever wrote them. */
  get damaged(): number {
    return this.#unusable.torn + this.#unusable.binary;
  }

  /** True when there is something in the file, and nothing of it is ours. */
  get isUnusable(): boolean {
    const { binary, foreign, newer } = this.#unusable;
    return this.#usable === 0 && binary + foreign + newer > 0;
  }

  /** The file was replaced by another one: that is taken in from its start. */
  restart(): void {
    this.position = 0;
  }

  /** `bytes`: what the file holds from `position` on. A last line without its end stays for the next time. */
  take(bytes: Uint8Array): readonly StoredLine<T>[] {
    const lines: StoredLine<T>[] = [];
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(LINE_BREAK, start);
      const raw = bytes.subarray(start, end < 0 ? bytes.length : end);
      const read = this.#read(raw);
      // A JSON object is never the beginning of another one: what reads as a whole is whole, also without a line break.
      if (end < 0 && read === "torn") break;
      const next = end < 0 ? bytes.length : end + 1;
      if (typeof read === "string") {
        this.#unusable[read] += 1;
        if (read === "foreign" || read === "newer") this.lastUnknownEnd = this.position + next;
      } else if (read) {
        this.#usable += 1;
        if (!this.#isRepeated(read)) lines.push(read);
      }
      start = next;
      if (end < 0 || start >= bytes.length) break;
    }
    this.position += start;
    return lines;
  }

  /** `undefined` for a blank line. */
  #read(raw: Uint8Array): StoredLine<T> | UnusableLine | undefined {
    let text: string;
    try {
      // `stream`: a character that was cut off at the end is no reason to doubt that it is text.
      text = new TextDecoder("utf-8", { fatal: true }).decode(raw, { stream: true });
    } catch {
      return "binary";
    }
    if (text.includes("\0")) return "binary";
    if (text.trim() === "") return undefined;
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      return "torn";
    }
    if (typeof data !== "object" || data === null) return "torn";
    if (!("v" in data) || typeof data.v !== "number") return "foreign";
    if (data.v !== VERSION) return data.v > VERSION ? "newer" : "foreign";
    const value = this.#parse(data);
    if (value === undefined) return "foreign";
    const { by, n } = data as { by?: unknown; n?: unknown };
    return { value, ...(typeof by === "string" && { by }), ...(typeof n === "number" && { n }) };
  }

  #isRepeated({ by, n }: StoredLine<T>): boolean {
    if (by === undefined || n === undefined) return false;
    const seen = this.#seen.get(by) ?? new NumberSet();
    this.#seen.set(by, seen);
    return !seen.add(n);
  }
}

/** The line of `data` as it is written, with its end. */
export function jsonLine(by: string, n: number, data: object): string {
  return `${JSON.stringify({ v: VERSION, by, n, ...data })}\n`;
}
