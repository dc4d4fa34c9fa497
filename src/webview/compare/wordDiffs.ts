import { type WordDiff, wordDiff } from "./wordDiff";
import { wordSegments } from "./wordSegments";

/** As long as a page may hold its breath once for one pair. */
const timeoutMs = 250;

/** An answer with a name of its own. */
interface NamedText {
  readonly id: string;
  readonly text: string;
}

interface Compared {
  readonly before: string;
  readonly after: string;
  readonly diff: WordDiff | undefined;
}

/** Each pair of answers is compared once, when somebody looks at it, and one pair at a time. */
export class WordDiffs {
  readonly #onReady: () => void;
  readonly #compared = new Map<string, Compared>();
  readonly #words = new Map<string, { readonly text: string; readonly segments: readonly string[] }>();
  #isComparing = false;

  /** `onReady`: one more pair was compared. */
  constructor(onReady: () => void) {
    this.#onReady = onReady;
  }

  /** `waiting`: ask again after `onReady`. `too-long`: it would take too long. */
  of(before: NamedText, after: NamedText): WordDiff | "waiting" | "too-long" {
    const key = JSON.stringify([before.id, after.id]);
    const known = this.#compared.get(key);
    if (known?.before === before.text && known.after === after.text) return known.diff ?? "too-long";
    if (!this.#isComparing) {
      this.#isComparing = true;
      requestAnimationFrame(() => {
        this.#isComparing = false;
        const diff = wordDiff(this.#segments(before), this.#segments(after), timeoutMs);
        this.#compared.set(key, { before: before.text, after: after.text, diff });
        this.#onReady();
      });
    }
    return "waiting";
  }

  forget(): void {
    this.#compared.clear();
    this.#words.clear();
  }

  #segments({ id, text }: NamedText): readonly string[] {
    const known = this.#words.get(id);
    if (known?.text === text) return known.segments;
    const segments = wordSegments(text);
    this.#words.set(id, { text, segments });
    return segments;
  }
}
