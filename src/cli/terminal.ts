import type { Environment } from "../core/providers/environmentKey";

export interface TerminalStream {
  readonly isTTY: boolean;
  /** Of a terminal. */
  readonly columns?: number | undefined;
  write(text: string): void;
}

/** Where the program runs: what it may read and write. */
export interface Terminal {
  readonly environment: Environment;
  readonly folder: string;
  readonly out: TerminalStream;
  readonly err: TerminalStream;
  /** Asks the user for one line. Absent = nobody is there to answer. Rejects when the signal is aborted. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<string>;
}
