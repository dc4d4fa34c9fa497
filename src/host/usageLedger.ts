import path from "node:path";
import type { Clock } from "../core/ports";
import type { RunResult } from "../core/run/runResult";
import { localMonth } from "../core/usage/localDay";
import type { OutgoingRun, RunAccounts, Spending } from "../core/usage/runAccounts";
import { parseUsageEntry, type RunStarted, type UsageEntry } from "../core/usage/usageEntry";
import { type UsageSum, UsageSums } from "../core/usage/usageSums";
import { JsonLinesFile, type JsonLinesParts } from "./jsonLinesFile";
import type { WindowIdentity, WriterLiveness } from "./writerLiveness";

interface Month {
  readonly file: JsonLinesFile<UsageEntry>;
  readonly sums: UsageSums;
}

interface RunningRun {
  readonly month: Month;
  readonly started: RunStarted;
}

interface UsageLedgerParts extends Omit<JsonLinesParts, "windowId"> {
  readonly window: WindowIdentity;
  readonly liveness: WriterLiveness;
  readonly clock: Clock;
}

/**
 * What runs cost, over all workspaces: append-only JSON Lines, one file per local month, to which all windows append. Each
 * run has a line before its request leaves and one when it has ended, both in the month it was begun in.
 */
export class UsageLedger implements RunAccounts {
  readonly #folder: string;
  readonly #parts: UsageLedgerParts;
  readonly #months = new Map<string, Month>();
  /** Runs of this window that have not ended. */
  readonly #running = new Map<string, RunningRun>();

  /** `folder`: need not exist yet. */
  constructor(folder: string, parts: UsageLedgerParts) {
    this.#folder = folder;
    this.#parts = parts;
  }

  async started({ estimate, ...run }: OutgoingRun): Promise<void> {
    const { expectedUsd, maxUsd } = estimate;
    const { id: _id, ...writer } = this.#parts.window;
    const at = this.#parts.clock.now();
    const month = this.#monthOf(at);
    const started: RunStarted = {
      type: "started",
      ...run,
      at,
      writer,
      ...(expectedUsd !== undefined && maxUsd !== undefined && { estimate: { expectedUsd, maxUsd } }),
    };
    this.#running.set(run.runId, { month, started });
    add(month, started);
    await month.file.write();
  }

  ended(runId: string, result?: RunResult): void {
    const running = this.#running.get(runId);
    if (!running) return;
    const { month, started } = running;
    this.#running.delete(runId);
    add(month, {
      type: "ended",
      runId,
      at: this.#parts.clock.now(),
      status: result?.status ?? "failed",
      model: result?.model ?? started.model,
      cost: result?.cost ?? { kind: "unknown" },
      attempts: result?.attempts ?? [],
      ...(result?.servedBy !== undefined && { servedBy: result.servedBy }),
      ...(result?.usage && { usage: result.usage }),
    });
    void month.file.write();
  }

  /** What was begun on the local day of `now`, by any window. Reads only what is new since the last time. Never rejects. */
  async today(now: number = this.#parts.clock.now()): Promise<UsageSum> {
    const { liveness } = this.#parts;
    const month = await this.#upToDate(now);
    return month.sums.sumOfDay(
      now,
      ({ runId, writer, at }) => this.#running.has(runId) || liveness.isAlive(writer, at),
    );
  }

  async spending(): Promise<Spending> {
    const now = this.#parts.clock.now();
    const { sums } = await this.#upToDate(now);
    return { day: sums.mostSpent(now), month: sums.mostSpent() };
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#months.values()].map(({ file }) => file.flush()));
  }

  dispose(): void {
    for (const { file } of this.#months.values()) file.dispose();
  }

  /** The month of `now`, with what other windows have written. */
  async #upToDate(now: number): Promise<Month> {
    const { window } = this.#parts;
    const month = this.#monthOf(now);
    for (const { value, by } of await month.file.read()) if (by !== window.id) month.sums.add(value);
    return month;
  }

  #monthOf(at: number): Month {
    const name = localMonth(at);
    let month = this.#months.get(name);
    if (!month) {
      const { window, liveness: _liveness, clock: _clock, ...parts } = this.#parts;
      month = {
        file: new JsonLinesFile(path.join(this.#folder, `${name}.jsonl`), parseUsageEntry, {
          ...parts,
          windowId: window.id,
        }),
        sums: new UsageSums(),
      };
      this.#months.set(name, month);
    }
    return month;
  }
}

/** Counts at once, also while the disk takes nothing. */
function add({ file, sums }: Month, entry: UsageEntry): void {
  sums.add(entry);
  file.append(entry);
}
