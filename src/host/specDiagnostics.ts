import * as vscode from "vscode";
import { formatDay } from "../core/cost/formatDay";
import type { Model } from "../core/models/model";
import { promptCost } from "../core/models/promptCosts";
import type { Clock } from "../core/ports";
import { checkSpec, isCheckedSpec } from "../core/spec/checkSpec";
import { modelMentions } from "../core/spec/modelMentions";
import { SpecProblemError } from "../core/spec/parseSpec";
import type { SpecProblem } from "../core/spec/specProblem";
import { specReferences } from "../core/spec/specReferences";
import { isSpecDocument } from "./isSpecDocument";
import { namedFiles } from "./namedFiles";
import type { ProviderDirectory } from "./providerDirectory";
import type { Settings } from "./settings";
import { rangeOf, type SpecDocument, type SpecDocuments } from "./specDocuments";
import type { SpecPrices } from "./specPrices";

export const DIAGNOSTIC_SOURCE = "smartspec";

/** Of typing, before a document is looked at again. */
const PAUSE_MS = 400;

const SEVERITIES: Readonly<Record<SpecProblem["severity"], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

interface SpecDiagnosticsParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly documents: SpecDocuments;
  readonly prices: SpecPrices;
  readonly clock: Clock;
  readonly language: () => "en" | "th";
  readonly report: (error: unknown) => void;
}

/** Marks what is wrong or doubtful in the specs on show. Files without front matter cost a look at their first line. */
export class SpecDiagnostics implements vscode.Disposable {
  readonly #parts: SpecDiagnosticsParts;
  readonly #marks = vscode.languages.createDiagnosticCollection(DIAGNOSTIC_SOURCE);
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** What the marks say, for the quick fixes. */
  readonly #problems = new Map<string, readonly SpecProblem[]>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #listeners: readonly vscode.Disposable[];
  /** Fires when a document has other problems. */
  readonly onDidChange = this.#changed.event;

  constructor(parts: SpecDiagnosticsParts) {
    this.#parts = parts;
    this.#listeners = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.refresh()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#schedule(document, PAUSE_MS)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      // What an open spec includes may have come or gone.
      vscode.workspace.onDidCreateFiles(() => this.refresh()),
      vscode.workspace.onDidDeleteFiles(() => this.refresh()),
      vscode.workspace.onDidRenameFiles(() => this.refresh()),
      vscode.workspace.onDidSaveTextDocument(() => this.refresh()),
    ];
    this.refresh();
  }

  /** Looks at every document on show again: prices, providers or files may have changed. */
  refresh(): void {
    for (const { document } of vscode.window.visibleTextEditors) this.#schedule(document, 0);
  }

  problemsOf(uri: vscode.Uri): readonly SpecProblem[] {
    return this.#problems.get(uri.toString()) ?? [];
  }

  #schedule(document: vscode.TextDocument, delayMs: number): void {
    if (!isSpecDocument(document) || !isVisible(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    const run = () => {
      this.#timers.delete(key);
      this.#look(document).catch(this.#parts.report);
    };
    this.#timers.set(key, setTimeout(run, delayMs));
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    if (document.isClosed) return;
    const problems = document.lineAt(0).text.startsWith("---")
      ? await this.#problemsIn(this.#parts.documents.of(document))
      : [];
    // Typed on meanwhile: the next look is on its way, and these would stand in the wrong places.
    if (problems === undefined || document.isClosed) return;
    const key = document.uri.toString();
    if (problems.length === 0 && !this.#problems.has(key)) return;
    this.#problems.set(key, problems);
    this.#marks.set(
      document.uri,
      problems.map((problem) => diagnostic(document, problem)),
    );
    this.#changed.fire(document.uri);
  }

  /** `undefined` when the document has changed meanwhile. */
  async #problemsIn(read: SpecDocument): Promise<readonly SpecProblem[] | undefined> {
    const { spec, path, document, version } = read;
    if (!isCheckedSpec(spec, path)) return [];
    const { providers, prices, settings, clock, language } = this.#parts;
    const [target, { draft, failure }, files, lists] = await Promise.all([
      prices.target(document.uri, spec.frontMatter),
      prices.draft(read),
      namedFiles(read),
      this.#listsFor(read),
    ]);
    if (document.version !== version) return undefined;
    const { provider, model, models, parameters } = target;
    const { perRun } = settings.budgets;
    const found = checkSpec(spec, {
      path,
      providers: providers.all().filter(({ enabled }) => enabled),
      ...(provider && { provider }),
      modelsOf: (id) => (id === provider?.id ? models : lists.get(id)),
      ...(model && { model }),
      parameters,
      costOf: (one) => promptCost(one, draft, target.past, models ?? []),
      ...(perRun !== undefined && { perRunUsd: perRun }),
      files,
      formatDay: (day) => formatDay(day, language(), new Date(clock.now()).getFullYear()),
    });
    return [...found, ...onlyInRuns(failure, read, found)];
  }

  /** The lists of other providers that fallbacks name. */
  async #listsFor({ spec }: SpecDocument): Promise<ReadonlyMap<string, readonly Model[] | undefined>> {
    const ids = new Set(modelMentions(spec).flatMap(({ provider }) => provider ?? []));
    const configs = this.#parts.providers.all().filter(({ id, enabled }) => enabled && ids.has(id));
    const lists = configs.map(
      async (config) => [config.id, await this.#parts.prices.modelsOf(config)] as const,
    );
    return new Map(await Promise.all(lists));
  }

  #forget({ uri }: vscode.TextDocument): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#problems.delete(key);
    this.#marks.delete(uri);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#marks.dispose();
    this.#changed.dispose();
  }
}

/** What shows only when all is put together: a circle of files, or something missing in one that is included. */
function onlyInRuns(
  failure: unknown,
  { spec }: SpecDocument,
  found: readonly SpecProblem[],
): readonly SpecProblem[] {
  if (!(failure instanceof SpecProblemError)) return [];
  const { problem } = failure;
  const isOfFile = problem.code.startsWith("file-") || problem.code === "include-cycle";
  const place = specReferences(spec).find(({ start }) => start === problem.start);
  if (!isOfFile || !place || found.some(({ start }) => start === place.start)) return [];
  return [{ ...problem, end: place.end }];
}

function isVisible(document: vscode.TextDocument): boolean {
  return vscode.window.visibleTextEditors.some((editor) => editor.document === document);
}

function diagnostic(document: vscode.TextDocument, problem: SpecProblem): vscode.Diagnostic {
  const mark = new vscode.Diagnostic(
    rangeOf(document, problem),
    problem.message,
    SEVERITIES[problem.severity],
  );
  mark.source = DIAGNOSTIC_SOURCE;
  mark.code = problem.code;
  return mark;
}
