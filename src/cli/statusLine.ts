import type { TerminalStream } from "./terminal";

const TICK_MS = 200;

/** One line below everything else that is drawn again and again, and leaves nothing behind. On terminals only. */
export class StatusLine {
  readonly #stream: TerminalStream;
  /** Calls again and again until the result is called. */
  readonly #every: (ms: number, call: () => void) => () => void;
  #text: (() => string) | undefined;
  #stop: (() => void) | undefined;
  #isDrawn = false;
  #isCovered = false;

  constructor(stream: TerminalStream, every = everyMs) {
    this.#stream = stream;
    this.#every = every;
  }

  /** `text`: asked for whenever the line is drawn, at most five times a second. */
  show(text: () => string): void {
    if (!this.#stream.isTTY) return;
    this.#text = text;
    this.#stop ??= this.#every(TICK_MS, () => this.#draw());
  }

  /** Other text is about to be written. `isOpen`: and it does not end its line, so that there is no place for this one. */
  makeWay(isOpen = false): void {
    this.#isCovered = isOpen;
    this.#erase();
  }

  hide(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#text = undefined;
    this.#erase();
  }

  #draw(): void {
    if (this.#text === undefined || this.#isCovered) return;
    this.#stream.write(`\r\u001B[2K${shortened(this.#text(), (this.#stream.columns || 80) - 1)}`);
    this.#isDrawn = true;
  }

  #erase(): void {
    if (this.#isDrawn) this.#stream.write("\r\u001B[2K");
    this.#isDrawn = false;
  }
}

/** A line that wraps cannot be erased. No letter here is wider than one column. */
function shortened(text: string, columns: number): string {
  const letters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  return letters.length <= columns ? text : `${letters.slice(0, Math.max(0, columns - 1)).join("")}…`;
}

function everyMs(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms);
  timer.unref();
  return () => clearInterval(timer);
}
