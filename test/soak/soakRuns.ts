import { createHash } from "node:crypto";
import * as vscode from "vscode";
import type { RunResult } from "../../src/core/run/runResult";
import { countObjects, measureMemory, settledHandles } from "./countHandles";
import { drawRuns, type PlannedRun } from "./drawRuns";
import { type KeptTurn, readKeptTurns } from "./keptTurns";
import type { EndedRun, MemorySample, SoakReport } from "./soakReport";

export interface SoakOptions {
  readonly runs: number;
  readonly seed: number;
  /** Where VS Code keeps its user data: the conversations lie below it. */
  readonly userData: string;
  /** Provider config ids. */
  readonly provider: string;
  readonly pacedProvider: string;
  /** Runs between two looks at the memory. */
  readonly runsPerSample: number;
  /** How long what was begun may take to end on its own: connections that are kept, balances that are looked up. */
  readonly settleMs: number;
}

/** No run here takes that long, however it ends. */
const RUN_LIMIT_MS = 60_000;
/** The conversation file is written twice a second. */
const KEPT_LIMIT_MS = 15_000;
const WARM_UP_RUNS = 8;
/** Longer than connections are kept for a next request, and than a balance is waited for. */
const REST_MS = 8_000;

/** Runs inside the extension host: many runs with faults, stops and reloads, and what they leave behind. */
export async function soak(options: SoakOptions, log: (line: string) => void): Promise<SoakReport> {
  const warnings: string[] = [];
  const onWarning = ({ name, message }: Error): void => {
    // The count of objects is experimental itself.
    if (name !== "ExperimentalWarning") warnings.push(`${name}: ${message}`);
  };
  const onRejection = (reason: unknown): void => void warnings.push(`not handled: ${String(reason)}`);
  process.on("warning", onWarning);
  process.on("unhandledRejection", onRejection);
  try {
    return { ...(await observe(options, log)), warnings };
  } finally {
    process.off("warning", onWarning);
    process.off("unhandledRejection", onRejection);
  }
}

async function observe(
  options: SoakOptions,
  log: (line: string) => void,
): Promise<Omit<SoakReport, "warnings">> {
  const { seed } = options;
  const course = new Course(options);
  await vscode.commands.executeCommand("smartspec.openChat");
  for (const run of drawRuns(WARM_UP_RUNS, seed + 1)) {
    const { stop: _notStopped, ...warmUp } = run;
    // A model that tells its cost: nobody asks for it a minute later.
    await course.play([
      { ...warmUp, name: `warm-up ${run.name}`, model: "openai/gpt-4o-mini", isPaced: false },
    ]);
  }
  await course.checkKept();
  course.forget();

  await vscode.commands.executeCommand("smartspec.newChat");
  const handlesBefore = await settledHandles(REST_MS);
  const objectsBefore = countObjects();
  const memory: MemorySample[] = [{ runs: 0, ...(await measureMemory()) }];

  const planned = drawRuns(options.runs, seed);
  for (let index = 0; index < planned.length;) {
    const group = [planned[index]!];
    while (planned[index + group.length]?.isTogether === true && group.length < 2)
      group.push(planned[index + group.length]!);
    index += group.length;
    if (group.some(({ startsChat }) => startsChat)) {
      await course.checkKept();
      await vscode.commands.executeCommand("smartspec.newChat");
    }
    await course.play(group);
    if (Math.floor(index / options.runsPerSample) > memory.length - 1) {
      await course.checkKept();
      await vscode.commands.executeCommand("smartspec.newChat");
      memory.push({ runs: index, ...(await measureMemory()) });
      log(`${index} of ${options.runs} runs, heap ${((memory.at(-1)?.heap ?? 0) / 1e6).toFixed(2)} MB`);
    }
  }
  await course.checkKept();
  await vscode.commands.executeCommand("smartspec.newChat");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  const handlesAfter = await settledHandles(options.settleMs, handlesBefore);
  memory.push({ runs: planned.length, ...(await measureMemory()) });
  return {
    seed,
    ...course.outcome(),
    handles: { before: handlesBefore, after: handlesAfter },
    objects: { before: objectsBefore, after: countObjects() },
    memory,
  };
}

/** Plays runs and remembers how they ended. */
class Course {
  readonly #options: SoakOptions;
  readonly #spec: vscode.Uri;
  /** Ended, and not yet compared with what is on disk. */
  #unchecked = new Map<string, RunResult>();
  #ended: EndedRun[] = [];
  #stops: Record<string, number> = {};
  #losses: string[] = [];
  #lostCharacters = 0;
  #hung: string[] = [];
  #viewReloads = 0;
  #checkedAt = 0;

  constructor(options: SoakOptions) {
    const folder = vscode.workspace.workspaceFolders?.[0];
    if (folder === undefined) throw new Error("The soak needs the fixture workspace.");
    this.#options = options;
    this.#spec = vscode.Uri.joinPath(folder.uri, "refund.md");
  }

  outcome(): Pick<SoakReport, "runs" | "stops" | "losses" | "lostCharacters" | "hung" | "viewReloads"> {
    return {
      runs: this.#ended,
      stops: this.#stops,
      losses: this.#losses,
      lostCharacters: this.#lostCharacters,
      hung: this.#hung,
      viewReloads: this.#viewReloads,
    };
  }

  /** Leaves the warm-up out of the count; what it lost stays. */
  forget(): void {
    this.#ended = [];
    this.#viewReloads = 0;
  }

  /** At the same time, each to its end. */
  async play(group: readonly PlannedRun[]): Promise<void> {
    const ends = group.map((run) => this.#run(run));
    if (group.some(({ reopensView }) => reopensView)) await this.#reopenView();
    const stops = group.flatMap(({ stop }) => stop ?? []);
    const [first] = stops.toSorted((one, other) => one.afterMs - other.afterMs);
    if (first !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, first.afterMs));
      await vscode.commands.executeCommand("smartspec.stop");
    }
    await Promise.all(ends);
  }

  async #run({ name, model, isPaced, words }: PlannedRun): Promise<void> {
    const { provider, pacedProvider } = this.#options;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const result = await Promise.race([
      vscode.commands.executeCommand<RunResult>("smartspec.runSpec", {
        uri: this.#spec,
        instruction: `${name}\n[[words:${words}]]`,
        model,
        provider: isPaced ? pacedProvider : provider,
      }),
      new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), RUN_LIMIT_MS);
      }),
    ]);
    clearTimeout(timer);
    if (result === undefined) {
      this.#hung.push(`${name} (${model})`);
      await vscode.commands.executeCommand("smartspec.stop");
      return;
    }
    this.#unchecked.set(name, result);
    const { status, text, error } = result;
    const hash = createHash("sha256").update(text).digest("hex");
    this.#ended.push({ name, status, length: text.length, hash, ...(error && { code: error.code }) });
  }

  /** As after a change of panels: the page is a new one and gets a snapshot. */
  async #reopenView(): Promise<void> {
    await vscode.commands.executeCommand("workbench.action.closeSidebar");
    await vscode.commands.executeCommand("smartspec.openChat");
    this.#viewReloads += 1;
  }

  /** Compares what the runs gave back with what is on disk. */
  async checkKept(): Promise<void> {
    const startedAt = Date.now();
    const deadline = startedAt + KEPT_LIMIT_MS;
    const read = () => readKeptTurns(this.#options.userData, this.#checkedAt);
    let kept = read();
    const isComplete = (): boolean => [...this.#unchecked.keys()].every((name) => kept.get(name)?.isFinished);
    while (!isComplete() && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      kept = read();
    }
    for (const [name, result] of this.#unchecked) this.#compare(name, result, kept.get(name));
    this.#unchecked.clear();
    // File systems keep coarser times than the clock.
    this.#checkedAt = startedAt - 1000;
  }

  #compare(name: string, result: RunResult, kept: KeptTurn | undefined): void {
    const missing = [
      missingOf(result.text, kept?.text ?? ""),
      missingOf(result.reasoning ?? "", kept?.reasoning ?? ""),
    ].reduce((sum, count) => sum + count);
    this.#lostCharacters += missing;
    if (missing > 0)
      this.#losses.push(`${name}: ${missing} characters are not on disk as they were returned`);
    if (kept?.isFinished !== true) this.#losses.push(`${name}: its end is not on disk`);
    if (kept?.stoppedIn !== undefined) this.#stops[kept.stoppedIn] = (this.#stops[kept.stoppedIn] ?? 0) + 1;
  }
}

/** Characters of `expected` behind the first difference, plus what is too much. */
function missingOf(expected: string, found: string): number {
  if (expected === found) return 0;
  let same = 0;
  while (same < expected.length && expected[same] === found[same]) same++;
  return Math.max(expected.length, found.length) - same;
}
