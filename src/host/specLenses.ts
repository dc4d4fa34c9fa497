import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { formatAtMost, formatEstimate } from "../core/cost/formatCost";
import { formatTokenLimit } from "../core/cost/formatTokens";
import { judgesNote } from "../core/expect/judgesNote";
import { lastLensTitle, runLensTitle, type SpecLensRow, specLensRows } from "../core/spec/specLenses";
import type { LastRuns } from "../core/usage/lastRuns";
import { type SpecDocument, type SpecDocuments } from "./specDocuments";
import type { SpecDiagnostics } from "./specDiagnostics";
import { specIdentity } from "./specIdentity";
import { isSpecLanguage } from "./specLanguages";
import type { SpecLensPrices } from "./specLensPrices";

/** Of typing, before prices are worked out again. */
const PAUSE_MS = 400;
/** Runs and settings come in bursts; one refresh does for all. */
const GATHER_MS = 150;

interface SpecLensesParts {
  readonly documents: SpecDocuments;
  readonly prices: SpecLensPrices;
  readonly diagnostics: SpecDiagnostics;
  readonly lastRuns: () => Promise<LastRuns>;
  /** Commands of the manifest: a lens for one that is not there would lead nowhere. */
  readonly commands: ReadonlySet<string>;
}

/**
 * A lens that says what it does when it is seen. All of a row do so together, or the editor would show some before the
 * others.
 */
class RowLens extends vscode.CodeLens {
  readonly row: SpecLensRow;
  readonly read: SpecDocument;
  /** Absent for the one that runs the row: its price has to be worked out. */
  readonly known: vscode.Command | undefined;

  constructor(row: SpecLensRow, read: SpecDocument, known?: vscode.Command) {
    super(new vscode.Range(row.line, 0, row.line, 0));
    this.row = row;
    this.read = read;
    this.known = known;
  }
}

/** Buttons above a spec's title, its sections and its tasks: what a run of each costs, and how it went the last time. */
export class SpecLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #parts: SpecLensesParts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #rows = new WeakMap<SpecDocument, readonly SpecLensRow[]>();
  /** What buttons said, by document, and in it by part: it stays until the new price is known. */
  readonly #said = new Map<string, Map<string, vscode.Command>>();
  /** Documents somebody types in, with the timer of the pause. */
  readonly #typing = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners: readonly vscode.Disposable[];
  #gathering: ReturnType<typeof setTimeout> | undefined;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(parts: SpecLensesParts) {
    this.#parts = parts;
    this.#listeners = [
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isSpecLanguage(document.languageId)) this.#pause(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri.toString())),
      parts.diagnostics.onDidChange(() => this.#gather()),
    ];
  }

  /** Prices, settings or runs have changed. */
  refresh(): void {
    this.#parts.prices.renew();
    this.#gather();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const last = await this.#parts.lastRuns();
    const read = this.#parts.documents.of(document);
    const { uri } = document;
    const file = specIdentity(uri).specId;
    const hasParts = last.hasParts(file);
    const hasTasks = read.outline.tasks.length > 0;
    return this.#rowsOf(read).flatMap((row) => {
      const isDocument = row.kind === "document";
      const lastRun = isDocument
        ? last.of(file)
        : hasParts
          ? last.of(specIdentity(uri, row.part).specId)
          : undefined;
      const lens = (title: string, command: string, argument?: unknown) =>
        new RowLens(row, read, { title, command, ...(argument !== undefined && { arguments: [argument] }) });
      return [
        new RowLens(row, read),
        ...(isDocument && hasTasks && this.#has("smartspec.runTasks")
          ? [lens(l10n.t("Run Tasks"), "smartspec.runTasks", uri)]
          : []),
        ...(row.kind !== "task" && this.#has("smartspec.compareModels")
          ? [lens(l10n.t("Compare"), "smartspec.compareModels", { uri, ...row.part })]
          : []),
        ...(lastRun ? [lens(lastLensTitle(lastRun), "smartspec.openRecord", { runId: lastRun.runId })] : []),
        ...(isDocument ? this.#problems(uri, lens) : []),
      ];
    });
  }

  async resolveCodeLens(lens: vscode.CodeLens): Promise<vscode.CodeLens> {
    if (!(lens instanceof RowLens)) return lens;
    const { row, read, known } = lens;
    if (known) {
      lens.command = known;
      return lens;
    }
    const key = read.document.uri.toString();
    const said = this.#said.get(key) ?? new Map<string, vscode.Command>();
    this.#said.set(key, said);
    // A part whose name is being typed is known by its line.
    const [byPart, byLine] = [JSON.stringify(row.part), `line ${row.line}`];
    const old = said.get(byPart) ?? said.get(byLine);
    const isTyping = this.#typing.has(key);
    lens.command =
      isTyping && old ? { ...runCommand(row, read), title: old.title } : await this.#priced(row, read);
    said.set(byPart, lens.command);
    said.set(byLine, lens.command);
    return lens;
  }

  async #priced(row: SpecLensRow, read: SpecDocument): Promise<vscode.Command> {
    const { target, cost } = await this.#parts.prices.priceOf(row, read);
    const title = runLensTitle(target.model, cost);
    // What is free needs no more words.
    const isPriced = cost?.maxUsd !== undefined && cost.maxUsd > 0;
    return {
      ...runCommand(row, read),
      title,
      ...(isPriced && {
        tooltip: [
          l10n.t(
            "{0} · at most {1} · {2} tokens in",
            formatEstimate(cost.expectedUsd),
            formatAtMost(cost.maxUsd),
            formatTokenLimit(cost.promptTokens),
          ),
          judgesNote(cost.judges),
        ]
          .filter((part) => part !== undefined)
          .join(" · "),
      }),
    };
  }

  #rowsOf(read: SpecDocument): readonly SpecLensRow[] {
    const rows =
      this.#rows.get(read) ?? specLensRows(read.text, read.outline, read.spec.block?.bodyLine ?? 0);
    this.#rows.set(read, rows);
    return rows;
  }

  #problems(
    uri: vscode.Uri,
    lens: (title: string, command: string) => vscode.CodeLens,
  ): readonly vscode.CodeLens[] {
    const count = this.#parts.diagnostics.problemsOf(uri).length;
    if (count === 0) return [];
    const title = count === 1 ? l10n.t("1 problem") : l10n.t("{0} problems", count);
    return [lens(title, "workbench.actions.view.problems")];
  }

  #has(command: string): boolean {
    return this.#parts.commands.has(command);
  }

  /** The editor asks for lenses by itself after an edit; what they cost follows when the typing pauses. */
  #pause({ uri }: vscode.TextDocument): void {
    const key = uri.toString();
    clearTimeout(this.#typing.get(key));
    const end = () => {
      this.#typing.delete(key);
      this.#changed.fire();
    };
    this.#typing.set(key, setTimeout(end, PAUSE_MS));
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#changed.fire();
    }, GATHER_MS);
  }

  #forget(key: string): void {
    clearTimeout(this.#typing.get(key));
    this.#typing.delete(key);
    this.#said.delete(key);
    this.#parts.prices.forget(key);
  }

  dispose(): void {
    for (const timer of this.#typing.values()) clearTimeout(timer);
    clearTimeout(this.#gathering);
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }
}

function runCommand(
  { part, kind }: SpecLensRow,
  { document: { uri } }: SpecDocument,
): Omit<vscode.Command, "title"> {
  return { command: "smartspec.runSpec", arguments: [kind === "document" ? uri : { uri, ...part }] };
}
