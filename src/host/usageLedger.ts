import type { Spent } from "../core/cost/budget";
import { recordOfPrompt } from "../core/cost/promptRecord";
import type { Clock } from "../core/ports";
import type { RunResult } from "../core/run/runResult";
import { localMonth, previousMonth } from "../core/usage/localDay";
import { LastRuns } from "../core/usage/lastRuns";
import { type AskedModel, PastRuns } from "../core/usage/pastRuns";
import type { OutgoingRun, RunAccounts, SpendingQuestion } from "../core/usage/runAccounts";
import type { RunStarted, UsageEntry } from "../core/usage/usageEntry";
import { type UsageSum, UsageSums } from "../core/usage/usageSums";
import type { JsonLinesFile, JsonLinesParts } from "./jsonLinesFile";
import { usageFile } from "./usageFile";
import type { WindowIdentity, WriterLiveness } from "./writerLiveness";

interface Month {
  readonly file: JsonLinesFile<UsageEntry>;
  readonly sums: UsageSums;
}

interface RunningRun {
  readonly month: Month;
  readonly started: RunStarted;
}

/** What another window has learned comes in time for the next estimate but one. */
const LESSONS_FRESH_MS = 1000;

interface UsageLedgerParts extends Omit<JsonLinesParts, "windowId"> {
  readonly window: WindowIdentity;
  readonly liveness: WriterLiveness;
  readonly clock: Clock;
  /** Identity of the workspace that is open; `undefined` when none is. */
  readonly workspace: () => string | undefined;
  /** A run was noted or has ended here. */
  readonly onChange?: () => void;
}

/**
 * What runs cost, over all workspaces: append-only JSON Lines, one file per local month, to which all windows append. Each
 * run has a line before its request leaves and one when it has ended, both in the month it was begun in. What they teach
 * about runs to come (`PastRuns`) follows from the same lines, so that all windows know the same.
 */
export class UsageLedger implements RunAccounts {
  readonly #folder: string;
  readonly #parts: UsageLedgerParts;
  readonly #months = new Map<string, Month>();
  /** Runs of this window that have not ended. */
  readonly #running = new Map<string, RunningRun>();
  readonly #past = new PastRuns();
  readonly #last = new LastRuns();
  /** The last time that `past` has read, or is reading. */
  #lessons: { readonly readAt: number; readonly read: Promise<unknown> } | undefined;
  /** Resolves when the month before this one has been learned from. */
  #previous: Promise<void> | undefined;

  /** `folder`: need not exist yet. */
  constructor(folder: string, parts: UsageLedgerParts) {
    this.#folder = folder;
    this.#parts = parts;
  }

  async started({ estimate, size, hop, ...run }: OutgoingRun): Promise<void> {
    const { expectedUsd, maxUsd } = estimate;
    const { id: _id, ...writer } = this.#parts.window;
    const at = this.#parts.clock.now();
    const month = this.#monthOf(at);
    const workspace = this.#parts.workspace();
    const started: RunStarted = {
      type: "started",
      ...run,
      at,
      writer,
      prompt: recordOfPrompt(size),
      ...(expectedUsd !== undefined && maxUsd !== undefined && { estimate: { expectedUsd, maxUsd } }),
      ...(workspace !== undefined && { workspace }),
      ...(hop > 0 && { hop }),
    };
    this.#running.set(run.runId, { month, started });
    this.#append(month, started);
    await month.file.write();
    this.#parts.onChange?.();
  }

  ended(runId: string, result?: RunResult): void {
    const running = this.#running.get(runId);
    if (!running) return;
    const { month, started } = running;
    this.#running.delete(runId);
    this.#append(month, {
      type: "ended",
      runId,
      at: this.#parts.clock.now(),
      status: result?.status ?? "failed",
      model: result?.model ?? started.model,
      cost: result?.cost ?? { kind: "unknown" },
      attempts: result?.attempts ?? [],
      ...(result && { totalMs: result.timing.totalMs }),
      ...(result?.listUsd !== undefined && { listUsd: result.listUsd }),
      ...(result?.servedBy !== undefined && { servedBy: result.servedBy }),
      ...(result?.finishReason !== undefined && { finishReason: result.finishReason }),
      ...(result?.usage && { usage: result.usage }),
    });
    void month.file.write();
    this.#parts.onChange?.();
  }

  /** What was learned from runs before, of one model or of all, is forgotten by every window. The runs stay in the sums. */
  async forgetLessons(model?: AskedModel): Promise<void> {
    const at = this.#parts.clock.now();
    const month = await this.#upToDate(at);
    this.#append(month, { type: "lessons-forgotten", at, ...(model && { model }) });
    await month.file.write();
    this.#parts.onChange?.();
  }

  /**
   * What the runs of this month and the one before teach. Reads what is new at most once a second, since every letter that
   * is typed asks. Never rejects.
   */
  async past(): Promise<PastRuns> {
    const now = this.#parts.clock.now();
    if (!this.#lessons || Math.abs(now - this.#lessons.readAt) >= LESSONS_FRESH_MS)
      this.#lessons = { readAt: now, read: this.#upToDate(now) };
    await this.#lessons.read;
    return this.#past;
  }

  /** How each spec went the last time, within the same months and as fresh as `past`. Never rejects. */
  async lastRuns(): Promise<LastRuns> {
    await this.past();
    return this.#last;
  }

  /** What was begun on the local day of `now`, by any window. Reads only what is new since the last time. Never rejects. */
  async today(now: number = this.#parts.clock.now()): Promise<UsageSum> {
    const month = await this.#upToDate(now);
    return month.sums.sumOfDay(now, (started) => this.isRunning(started));
  }

  /** Whether the end of a run that has none is still to come. */
  isRunning({ runId, writer, at }: RunStarted): boolean {
    return this.#running.has(runId) || this.#parts.liveness.isAlive(writer, at);
  }

  async spending({ provider, specId, except }: SpendingQuestion): Promise<Omit<Spent, "run">> {
    const now = this.#parts.clock.now();
    const { sums } = await this.#upToDate(now);
    return {
      day: sums.mostSpent({ kind: "day", at: now }, except),
      month: sums.mostSpent({ kind: "all" }, except),
      provider: sums.mostSpent({ kind: "provider", provider }, except),
      spec: specId === undefined ? 0 : sums.mostSpent({ kind: "spec", specId }, except),
    };
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
    this.#previous ??= this.#learnFrom(previousMonth(now));
    await this.#previous;
    const month = this.#monthOf(now);
    for (const { value, by } of await month.file.read()) if (by !== window.id) this.#take(month, value);
    return month;
  }

  /** Only for what it teaches: its sums are nobody's budget any more. */
  async #learnFrom(name: string): Promise<void> {
    // A window that stays open over the end of a month has learned from it already.
    if (this.#months.has(name)) return;
    const month = { file: this.#fileOf(name), sums: new UsageSums() };
    for (const { value } of await month.file.read()) this.#take(month, value);
    month.file.dispose();
  }

  #take({ sums }: Month, entry: UsageEntry): void {
    if (entry.type === "lessons-forgotten") return this.#past.forget(entry.model);
    const run = sums.add(entry);
    if (!run) return;
    this.#past.add(run);
    this.#last.add(run);
  }

  /** Counts at once, also while the disk takes nothing. */
  #append(month: Month, entry: UsageEntry): void {
    this.#take(month, entry);
    month.file.append(entry);
  }

  #monthOf(at: number): Month {
    const name = localMonth(at);
    let month = this.#months.get(name);
    if (!month) {
      month = { file: this.#fileOf(name), sums: new UsageSums() };
      this.#months.set(name, month);
    }
    return month;
  }

  #fileOf(name: string): JsonLinesFile<UsageEntry> {
    return usageFile(this.#folder, name, { ...this.#parts, windowId: this.#parts.window.id });
  }
}
