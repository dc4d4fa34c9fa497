import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import type { Clock } from "../../core/ports";
import { writeModel } from "../../core/spec/writeModel";
import {
  type FromCompareView,
  parseFromCompareView,
  type ToCompareView,
} from "../../protocol/compareProtocol";
import { isOpenableLink } from "../openableLink";
import { openSettings } from "../remedies";
import { nameOf } from "../specFiles";
import type { VirtualDocuments } from "../virtualDocuments";
import { ViewPanel, type ViewPanelParts } from "../viewPanel";
import type { Comparison } from "./comparison";

/** About as often as a screen draws. */
const DELTA_MS = 33;
const VOTES = "smartspec.votes";
const MOST_VOTES = 500;

interface ComparePanelParts extends Pick<
  ViewPanelParts<FromCompareView>,
  "extensionUri" | "language" | "secrets" | "log" | "report"
> {
  readonly documents: VirtualDocuments;
  readonly pickModel: () => Promise<string | undefined>;
  readonly useCode: (action: "copy" | "insert", code: string) => Promise<void>;
  /** Across workspaces: which answers were preferred. They never leave the machine. */
  readonly memory: vscode.Memento;
  readonly clock: Clock;
  /** Settings, providers, keys or language changed. */
  readonly onDidChangeSurroundings: vscode.Event<unknown>;
}

type Delta = Extract<ToCompareView, { type: "answer-delta" }>;

/** The comparison view: shows one comparison at a time, the last that was begun. */
export class ComparePanel implements vscode.Disposable {
  readonly #parts: ComparePanelParts;
  readonly #panel: ViewPanel<ToCompareView, FromCompareView>;
  readonly #language: vscode.Disposable;
  #listeners: readonly vscode.Disposable[] = [];
  #comparison: Comparison | undefined;
  /** What has arrived since the page was told last, by column. */
  readonly #waiting = new Map<string, Delta>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ComparePanelParts) {
    this.#parts = parts;
    this.#panel = new ViewPanel({
      ...parts,
      viewType: "smartspec.compare",
      page: {
        script: "compare.js",
        styles: ["media/editorView.css", "media/answer.css", "media/compare.css"],
        runsWorker: true,
      },
      title: () => l10n.t("Compare"),
      parse: parseFromCompareView,
      onMessage: (message) => this.#handle(message),
      // Whoever closes the view has seen the price and not agreed; what runs goes on and is recorded.
      onClose: () => this.#comparison?.cancel(),
    });
    this.#language = parts.onDidChangeSurroundings(() => this.#send());
  }

  /** Without the keys: reading the spec may ask something first. */
  show(comparison: Comparison): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#comparison?.cancel();
    this.#comparison = comparison;
    this.#listeners = [
      comparison.onDidChange(() => this.#send()),
      comparison.onDidStream((delta) => this.#stream({ type: "answer-delta", ...delta })),
    ];
    this.#panel.show({ preserveFocus: true });
    this.#send();
  }

  /** Gives the view the keys, when it is still about this comparison. */
  focus(comparison: Comparison): void {
    if (this.#comparison === comparison) this.#panel.focus();
  }

  #send(): void {
    const comparison = this.#comparison;
    if (!comparison || !this.#panel.isReady) return;
    // All text is in it.
    this.#waiting.clear();
    const { id, translations } = this.#parts.language();
    const now = this.#parts.clock.now();
    this.#panel.post({
      type: "state-changed",
      state: { ...comparison.state, now, language: id, translations },
    });
  }

  #stream(delta: Delta): void {
    if (!this.#panel.isReady) return;
    const earlier = this.#waiting.get(delta.columnId);
    this.#waiting.set(
      delta.columnId,
      earlier
        ? { ...earlier, text: earlier.text + delta.text, reasoning: earlier.reasoning + delta.reasoning }
        : delta,
    );
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const waiting of this.#waiting.values()) this.#panel.post(waiting);
      this.#waiting.clear();
    }, DELTA_MS);
  }

  async #handle(message: FromCompareView): Promise<void> {
    const comparison = this.#comparison;
    if (!comparison) return;
    switch (message.type) {
      case "ready":
        return this.#send();
      case "start":
        return comparison.start(message.overBudget);
      case "cancel":
        return comparison.cancel();
      case "budgets-edit":
        return openSettings("smartspec.budget");
      case "stop":
        return comparison.stop(message.columnId);
      case "column-action":
        return this.#act(comparison, message);
      case "blind":
        return comparison.setBlind(message.isOn);
      case "reveal":
        return comparison.reveal();
      case "code-action":
        return this.#parts.useCode(message.action, message.code);
      case "link-open":
        if (isOpenableLink(message.href)) await vscode.env.openExternal(vscode.Uri.parse(message.href));
        return;
    }
  }

  async #act(
    comparison: Comparison,
    { columnId, action, against }: Extract<FromCompareView, { type: "column-action" }>,
  ): Promise<void> {
    const column = comparison.column(columnId);
    if (!column) return;
    switch (action) {
      case "retry":
        return comparison.retry(columnId);
      case "replace-model": {
        const model = await this.#parts.pickModel();
        return model === undefined ? undefined : comparison.retry(columnId, model);
      }
      case "copy":
        return vscode.env.clipboard.writeText(column.text);
      case "open": {
        const document = await vscode.workspace.openTextDocument({
          language: "markdown",
          content: column.text,
        });
        await vscode.window.showTextDocument(document, {
          preview: false,
          viewColumn: vscode.ViewColumn.Beside,
        });
        return;
      }
      case "open-record": {
        const folder = vscode.workspace.getWorkspaceFolder(comparison.uri)?.uri;
        if (!folder || column.record === undefined) return;
        await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, column.record));
        return;
      }
      case "vote":
        await this.#remember(comparison, columnId);
        return comparison.vote(columnId);
      case "write-winner":
        return writeWinner(comparison, columnId);
      case "diff": {
        const other = against === undefined ? undefined : comparison.column(against);
        if (!other) return;
        const [left, right] = [other, column].map(({ model, text }) =>
          this.#parts.documents.put(l10n.t("Answer of {0}", model.name), text),
        );
        const title = `${other.model.name} ↔ ${column.model.name}`;
        await vscode.commands.executeCommand("vscode.diff", left, right, title);
        return;
      }
    }
  }

  /** Names alone; no text. */
  async #remember(comparison: Comparison, columnId: string): Promise<void> {
    const votes = this.#parts.memory.get<readonly object[]>(VOTES, []);
    const vote = {
      at: this.#parts.clock.now(),
      models: comparison.state.columns.map(({ model }) => model.id),
      winner: comparison.column(columnId)?.model.id,
    };
    await this.#parts.memory.update(VOTES, [...votes, vote].slice(-MOST_VOTES));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#language.dispose();
    this.#panel.dispose();
  }
}

/** Into the editor's text, unsaved, so that it can be looked at and undone. */
async function writeWinner(comparison: Comparison, columnId: string): Promise<void> {
  const column = comparison.column(columnId);
  if (!column) return;
  const document = await vscode.workspace.openTextDocument(comparison.uri);
  const change = writeModel(document.getText(), column.model.id);
  if (!change) {
    throw new UserFacingError(
      "invalid-spec",
      l10n.t("The front matter of {0} has a mistake, so nothing is written into it.", nameOf(comparison.uri)),
    );
  }
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(change.start), document.positionAt(change.end));
  edit.replace(comparison.uri, range, change.newText);
  if (await vscode.workspace.applyEdit(edit)) comparison.won(columnId);
}
