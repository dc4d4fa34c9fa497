import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { estimatedPrice } from "../core/cost/estimatedPrice";
import { formatUsdSum } from "../core/cost/formatCost";
import { sumCosts } from "../core/cost/sumCosts";
import { totalEstimate } from "../core/cost/totalEstimate";
import type { CostEstimate, EstimatedUsd } from "../core/cost/usage";
import { passedAll } from "../core/expect/checkExpectations";
import { costWithJudges } from "../core/expect/costWithJudges";
import { judgesNote } from "../core/expect/judgesNote";
import type { RunResult } from "../core/run/runResult";
import { buildMessages } from "../core/spec/buildMessages";
import type { FrontMatter } from "../core/spec/frontMatter";
import { openTasks } from "../core/spec/openTasks";
import { type SpecOutline, specOutline, type SpecTask } from "../core/spec/outline";
import { parseSpec } from "../core/spec/parseSpec";
import { sectionAt } from "../core/spec/sectionAt";
import { specParameters } from "../core/spec/specParameters";
import { tickTask } from "../core/spec/tickTask";
import type { RequestPreparer } from "../core/run/requestPreparer";
import type { Settings } from "./settings";
import type { SpecInputsDesk } from "./specInputsDesk";
import type { SpecReader, SpecSource } from "./specReader";
import { nameOf, readSpec } from "./specFiles";
import type { SpecRunner } from "./specRunner";

interface TaskRunnerParts {
  readonly settings: Settings;
  readonly reader: SpecReader;
  readonly requests: RequestPreparer;
  readonly runner: SpecRunner;
  readonly inputs: SpecInputsDesk;
}

interface ReadTasks {
  readonly text: string;
  readonly frontMatter: FrontMatter;
  readonly startLine: number;
  readonly outline: SpecOutline;
}

/** What all open tasks come to, judges included. */
interface TasksCost extends EstimatedUsd {
  readonly count: number;
  readonly judges?: number;
}

/**
 * Runs the open tasks of a spec one after the other and ticks each that is done: one that was answered and met what the
 * spec expects. Stops at the first that is not, and asks every so many whether to go on.
 */
export class TaskRunner {
  readonly #parts: TaskRunnerParts;

  constructor(parts: TaskRunnerParts) {
    this.#parts = parts;
  }

  /** Every run that was made, in its order; empty when the user did not want to begin, or nothing is open. */
  async run(uri: vscode.Uri): Promise<readonly RunResult[]> {
    const source = await this.#parts.inputs.complete({ kind: "spec", uri: uri.toString() });
    if (source?.kind !== "spec") return [];
    const cost = await this.#cost(uri);
    if (cost.count === 0) {
      void vscode.window.showInformationMessage(l10n.t("No task of {0} is open.", nameOf(uri)));
      return [];
    }
    if (!(await agreed(uri, cost))) return [];
    return vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: l10n.t("Tasks of {0}", nameOf(uri)),
        cancellable: true,
      },
      (progress, cancellation) => this.#runAll(source, cost.count, progress, cancellation),
    );
  }

  async #runAll(
    source: SpecSource,
    count: number,
    progress: vscode.Progress<{ readonly message?: string; readonly increment?: number }>,
    cancellation: vscode.CancellationToken,
  ): Promise<readonly RunResult[]> {
    const uri = vscode.Uri.parse(source.uri);
    const results: RunResult[] = [];
    const tried = new Set<string>();
    let done = 0;
    while (!cancellation.isCancellationRequested) {
      // Read anew each time: the spec may have been edited meanwhile.
      const { frontMatter, outline, startLine } = await readTasks(uri);
      const task = openTasks(outline).runnable.find((candidate) => !tried.has(keyOf(candidate)));
      if (!task) break;
      tried.add(keyOf(task));
      progress.report({ message: `${done + 1}/${count} · ${task.text}`, increment: 100 / count });
      const isDone = await this.#runTask(source, task, frontMatter, results, cancellation);
      if (!isDone) {
        if (results.at(-1)?.status !== "cancelled") tellStopped(task, done);
        break;
      }
      done += 1;
      if (!(await tick(uri, task, startLine))) {
        void vscode.window.showWarningMessage(
          l10n.t('The task "{0}" was changed while it ran, so it is not ticked.', task.text),
        );
        break;
      }
      await tickFinished(uri);
      const every = frontMatter.tasks?.checkpoint ?? Infinity;
      if (done % every === 0 && done < count && !(await goOn(done, count, results))) break;
    }
    return results;
  }

  /** With the cheaper models first, where the spec names some; a better one is asked when `expect` has failed. */
  async #runTask(
    source: SpecSource,
    { text, sameAbove }: SpecTask,
    { tasks, model }: FrontMatter,
    results: RunResult[],
    cancellation: vscode.CancellationToken,
  ): Promise<boolean> {
    for (const candidate of [...(tasks?.tryFirst ?? []), model]) {
      const result = await this.#parts.runner.run(
        { ...source, task: text, sameAbove },
        { cancellation, ...(candidate !== undefined && { model: candidate }) },
      );
      results.push(result);
      if (result.status !== "completed") return false;
      if (passedAll(result.expect ?? [])) return true;
    }
    return false;
  }

  /** Of what is open now, with the model that answers in the end. */
  async #cost(uri: vscode.Uri): Promise<TasksCost> {
    const { settings, reader, requests } = this.#parts;
    const { text, frontMatter, outline } = await readTasks(uri);
    const tasks = openTasks(outline).runnable;
    if (tasks.length === 0) return { count: 0 };
    const { assembled } = await reader.forEstimate({ kind: "spec", uri: uri.toString() });
    const context = assembled.parts.filter(({ kind }) => kind === "include").map((part) => part.text);
    const target = await requests.target({ provider: frontMatter.provider, model: frontMatter.model });
    const parameters = specParameters(frontMatter, settings.requestParameters(uri));
    const { expect } = frontMatter;
    const estimates: CostEstimate[] = [];
    for (const { line } of tasks) {
      const spec = [...context, sectionAt(text, outline, line) ?? ""].join("");
      const messages = buildMessages({ system: frontMatter.system, history: [], spec });
      estimates.push((await requests.prepare(target, { messages, parameters, expect })).estimate);
    }
    return { count: tasks.length, ...totalEstimate(estimates) };
  }
}

async function readTasks(uri: vscode.Uri): Promise<ReadTasks> {
  const text = await readSpec(uri);
  const { frontMatter, block } = parseSpec(text, uri.path);
  const startLine = block?.bodyLine ?? 0;
  return { text, frontMatter, startLine, outline: specOutline(text, { startLine }) };
}

function keyOf({ text, sameAbove }: SpecTask): string {
  return `${sameAbove} ${text}`;
}

/** In the editor's text; on the disk, too, when nothing else waited to be saved. */
async function tick(uri: vscode.Uri, task: SpecTask, startLine: number): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  const wasSaved = !document.isDirty;
  const change = tickTask(document.getText(), task, { startLine });
  if (!change) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    uri,
    new vscode.Range(document.positionAt(change.start), document.positionAt(change.end)),
    change.newText,
  );
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  if (wasSaved && !document.isUntitled) await document.save();
  return true;
}

/** Ticks the tasks around it, as far as everything in them is done. */
async function tickFinished(uri: vscode.Uri): Promise<void> {
  for (;;) {
    const { outline, startLine } = await readTasks(uri);
    const [finished] = openTasks(outline).finished;
    if (!finished || !(await tick(uri, finished, startLine))) return;
  }
}

/** The price is seen before anything is sent. Closing the list is a no. */
async function agreed(uri: vscode.Uri, cost: TasksCost): Promise<boolean> {
  const description = [estimatedPrice(cost), judgesNote(cost.judges)]
    .filter((part) => part !== undefined)
    .join(" · ");
  const yes = { label: l10n.t("Run {0} Tasks", cost.count), description };
  const no = { label: l10n.t("Cancel") };
  const answer = await vscode.window.showQuickPick([yes, no], {
    placeHolder: l10n.t("Run the open tasks of {0} in order, and tick each that is done?", nameOf(uri)),
    ignoreFocusOut: true,
  });
  return answer === yes;
}

async function goOn(done: number, count: number, results: readonly RunResult[]): Promise<boolean> {
  const cost = sumCosts(results.map(costWithJudges));
  const spent = cost.kind === "unknown" ? (cost.atLeastUsd ?? 0) : cost.usd;
  const yes = l10n.t("Go On");
  const answer = await vscode.window.showInformationMessage(
    l10n.t("{0} of {1} tasks are done, for {2}.", done, count, formatUsdSum(spent)),
    yes,
    l10n.t("Stop"),
  );
  return answer === yes;
}

function tellStopped({ text }: SpecTask, done: number): void {
  void vscode.window.showWarningMessage(
    l10n.t('Stopped at "{0}": it was not done. Tasks done before: {1}.', text, done),
  );
}
