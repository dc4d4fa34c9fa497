import { unchangedEnds } from "../unchangedEnds";
import { countClasses } from "./countClasses";
import { tokensOf } from "./countTokens";
import { addClassCounts, type ClassCounts } from "./tokenClasses";
import type { TokenizerFamily } from "./tokenWeights";

/** Replaces the UTF-16 units from `start` to before `end` by `text`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Counts an edited text by recounting the changed lines only; always equal to counting the whole text. */
export class IncrementalTokenCounter {
  #text: string;
  readonly #counts: ClassCounts;

  constructor(text: string) {
    this.#text = text;
    this.#counts = countClasses(text);
  }

  get text(): string {
    return this.#text;
  }

  /** A copy. */
  get counts(): ClassCounts {
    return this.#counts.slice();
  }

  tokens(family?: TokenizerFamily): number {
    return this.#text === "" ? 0 : tokensOf(this.#counts, family);
  }

  /** Changes of one edit: they do not overlap, and all refer to the text before the edit. */
  applyChanges(changes: readonly TextChange[]): void {
    // From the end, so that the offsets of those still to come stay valid.
    for (const change of changes.toSorted((a, b) => b.start - a.start || b.end - a.end))
      this.#replace(change);
  }

  /** Takes over a new text when the changes are not known, by what it has in common with the old one at both ends. */
  setText(text: string): void {
    const old = this.#text;
    const { start, tail } = unchangedEnds(old, text);
    this.#replace({ start, end: old.length - tail, text: text.slice(start, text.length - tail) });
  }

  #replace({ start, end, text }: TextChange): void {
    const old = this.#text;
    if (start === end && text === "") return;
    const firstLine = start === 0 ? 0 : old.lastIndexOf("\n", start - 1) + 1;
    const lineBreak = old.indexOf("\n", end);
    const afterLastLine = lineBreak < 0 ? old.length : lineBreak + 1;
    addClassCounts(this.#counts, countClasses(old.slice(firstLine, afterLastLine)), -1);
    addClassCounts(
      this.#counts,
      countClasses(old.slice(firstLine, start) + text + old.slice(end, afterLastLine)),
    );
    this.#text = old.slice(0, start) + text + old.slice(end);
  }
}
