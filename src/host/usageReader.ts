import { localMonth } from "../core/usage/localDay";
import type { RunEnded, RunStarted, UsageEntry } from "../core/usage/usageEntry";
import type { LedgerRun } from "../core/usage/usageReport";
import type { JsonLinesFile, JsonLinesParts } from "./jsonLinesFile";
import { usageFile } from "./usageFile";

interface ReadMonth {
  readonly file: JsonLinesFile<UsageEntry>;
  readonly started: Map<string, RunStarted>;
  readonly ended: Map<string, RunEnded>;
}

/** Reads the ledger run by run, of all windows; keeps what it has read, so it is for as long as somebody looks. */
export class UsageReader {
  readonly #folder: string;
  readonly #parts: JsonLinesParts;
  readonly #months = new Map<string, ReadMonth>();

  constructor(folder: string, parts: JsonLinesParts) {
    this.#folder = folder;
    this.#parts = parts;
  }

  /** All runs of the local months from that of `from` to that of `to`, both in milliseconds since 1970. Never rejects. */
  async runs(from: number, to: number): Promise<readonly LedgerRun[]> {
    const runs: LedgerRun[] = [];
    for (const name of monthsBetween(from, to)) {
      const month = this.#monthOf(name);
      for (const { value } of await month.file.read()) {
        if (value.type === "started") month.started.set(value.runId, value);
        else if (value.type === "ended") month.ended.set(value.runId, value);
      }
      for (const started of month.started.values()) {
        const ended = month.ended.get(started.runId);
        runs.push({ started, ...(ended && { ended }) });
      }
    }
    return runs;
  }

  #monthOf(name: string): ReadMonth {
    let month = this.#months.get(name);
    if (!month) {
      month = { file: usageFile(this.#folder, name, this.#parts), started: new Map(), ended: new Map() };
      this.#months.set(name, month);
    }
    return month;
  }

  dispose(): void {
    for (const { file } of this.#months.values()) file.dispose();
    this.#months.clear();
  }
}

function monthsBetween(from: number, to: number): readonly string[] {
  const names: string[] = [];
  const date = new Date(from);
  for (let month = 0; ; month++) {
    const first = new Date(date.getFullYear(), date.getMonth() + month, 1).getTime();
    if (first > to) return names;
    names.push(localMonth(first));
  }
}
