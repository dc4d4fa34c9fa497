import type { WordDiff } from "./wordDiff";
import type { WordDiffReply, WordDiffRequest } from "./wordDiffWorker";
import workerCode from "worker:./wordDiffWorker";

/** Two answers of 3 000 words that share little take about half of that. */
const TIMEOUT_MS = 8000;

/** An answer with a name of its own. */
interface NamedText {
  readonly id: string;
  readonly text: string;
}

interface Pair {
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

type Compared = Pair & { readonly diff: WordDiff | undefined };

/** Each pair of answers is compared once, when somebody looks at it, one pair at a time and beside the page. */
export class WordDiffs {
  readonly #onReady: () => void;
  readonly #compared = new Map<string, Compared>();
  #worker: Worker | undefined;
  /** What the worker is at. */
  #pair: Pair | undefined;

  /** `onReady`: one more pair was compared. */
  constructor(onReady: () => void) {
    this.#onReady = onReady;
  }

  /** `waiting`: ask again after `onReady`. `too-long`: it would take too long. */
  of(before: NamedText, after: NamedText): WordDiff | "waiting" | "too-long" {
    const key = JSON.stringify([before.id, after.id]);
    const known = this.#compared.get(key);
    if (known?.before === before.text && known.after === after.text) return known.diff ?? "too-long";
    if (!this.#pair) this.#compare({ key, before: before.text, after: after.text });
    return "waiting";
  }

  /** Also ends what is being compared. */
  forget(): void {
    this.#compared.clear();
    this.#endWorker();
  }

  #compare(pair: Pair): void {
    this.#pair = pair;
    this.#worker ??= this.#startWorker();
    const { before, after } = pair;
    const request: WordDiffRequest = { before, after, timeoutMs: TIMEOUT_MS };
    this.#worker.postMessage(request);
  }

  #startWorker(): Worker {
    const url = URL.createObjectURL(new Blob([workerCode], { type: "text/javascript" }));
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    worker.addEventListener("message", ({ data }: MessageEvent<WordDiffReply>) => this.#end(data));
    worker.addEventListener("error", (event) => {
      // It cannot start, or ran out of memory: the editor's diff is there all the same.
      event.preventDefault();
      worker.terminate();
      this.#worker = undefined;
      this.#end(undefined);
    });
    return worker;
  }

  #end(diff: WordDiff | undefined): void {
    const pair = this.#pair;
    if (!pair) return;
    this.#pair = undefined;
    this.#compared.set(pair.key, { ...pair, diff });
    this.#onReady();
  }

  #endWorker(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#pair = undefined;
  }
}
