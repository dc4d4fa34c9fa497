import type * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import { type RecordSummary, recordSummary } from "../../core/records/recordSummary";
import type { RunRecord } from "../../core/records/runRecord";
import type { RecordStore } from "../recordStore";

/** Files that are read at a time: a record may be megabytes, and a folder far away. */
const MOST_AT_ONCE = 8;

/** What lists need of records. Each file is read once, as records never change, and only when its row is shown. */
export class RecordSummaries {
  readonly #records: Pick<RecordStore, "read">;
  readonly #known = new Map<string, Promise<RecordSummary>>();
  readonly #waiting: (() => void)[] = [];
  #reading = 0;

  constructor(records: Pick<RecordStore, "read">) {
    this.#records = records;
  }

  /** @throws UserFacingError `invalid-spec` with a sentence when it cannot be read. */
  of(uri: vscode.Uri): Promise<RecordSummary> {
    const key = uri.toString();
    const known = this.#known.get(key);
    if (known) return known;
    const summary = this.record(uri).then(recordSummary);
    this.#known.set(key, summary);
    summary.catch((error: unknown) => {
      // What is wrong with a file stays wrong; what went wrong here need not.
      if (!UserFacingError.is(error)) this.#known.delete(key);
    });
    return summary;
  }

  /** The whole of it, in turn with the others. Not kept. @throws UserFacingError as above. */
  async record(uri: vscode.Uri): Promise<RunRecord> {
    if (this.#reading >= MOST_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#reading += 1;
    try {
      return await this.#records.read(uri);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#reading -= 1;
    }
  }

  /** Its file was written anew, or is gone. */
  forget(uri: vscode.Uri): void {
    this.#known.delete(uri.toString());
  }

  /** Nobody has watched the files for a while. */
  forgetAll(): void {
    this.#known.clear();
  }
}
