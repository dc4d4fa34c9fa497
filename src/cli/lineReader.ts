import { createInterface } from "node:readline";

/** Lines that somebody types, also ahead of the question. The terminal itself does the editing, and Ctrl-C stays a signal. */
export class LineReader {
  readonly #input: NodeJS.ReadableStream;
  readonly #lines: string[] = [];
  #waiting: ((line: string) => void) | undefined;
  #isReading = false;
  #hasEnded = false;

  constructor(input: NodeJS.ReadableStream) {
    this.#input = input;
  }

  /** The next line; empty when there will be none. Rejects with the signal's reason. */
  next(signal: AbortSignal): Promise<string> {
    this.#read();
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const line = this.#lines.shift() ?? (this.#hasEnded ? "" : undefined);
      if (line !== undefined) return resolve(line);
      const abort = () => {
        this.#waiting = undefined;
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", abort, { once: true });
      this.#waiting = (next) => {
        this.#waiting = undefined;
        signal.removeEventListener("abort", abort);
        resolve(next);
      };
    });
  }

  #read(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    const reader = createInterface({ input: this.#input, terminal: false });
    reader.on("line", (line) => {
      if (this.#waiting) this.#waiting(line);
      else this.#lines.push(line);
    });
    reader.on("close", () => {
      this.#hasEnded = true;
      this.#waiting?.("");
    });
  }
}
