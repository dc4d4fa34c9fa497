import * as vscode from "vscode";
import { isSpecLanguage } from "./specLanguages";

/** The Markdown document that views are about: the one in the active editor, or was before a view took its place. */
export class SpecInFront implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: readonly vscode.Disposable[];
  #document: vscode.TextDocument | undefined;
  readonly #edited = new vscode.EventEmitter<void>();
  /** Fires when it is another one. */
  readonly onDidChange = this.#changed.event;
  /** Fires after each edit of it: with each letter. */
  readonly onDidEdit = this.#edited.event;

  constructor() {
    this.#document = markdownOf(vscode.window.activeTextEditor) ?? specBehindView();
    this.#listeners = [
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        // A view has no text editor, and is about what was in front before.
        if (editor) this.#set(markdownOf(editor));
      }),
      // Also when it has become another language: then it is closed and opened again.
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document === vscode.window.activeTextEditor?.document)
          this.#set(markdownOf(vscode.window.activeTextEditor));
        else this.#set(this.#document ?? specBehindView());
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.#document) this.#set(undefined);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#document) this.#edited.fire();
      }),
    ];
  }

  get uri(): vscode.Uri | undefined {
    return this.#document?.uri;
  }

  #set(document: vscode.TextDocument | undefined): void {
    if (document === this.#document) return;
    this.#document = document;
    this.#changed.fire();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
    this.#edited.dispose();
  }
}

/**
 * A view may take the place of an editor before anybody looked, as when a window opens; then it is about the one spec that
 * has a tab. Of several nobody knows which was in front.
 */
function specBehindView(): vscode.TextDocument | undefined {
  if (vscode.window.activeTextEditor) return undefined;
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const open = new Set(
    tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? input.uri.toString() : [])),
  );
  const [only, ...others] = vscode.workspace.textDocuments.filter(
    ({ uri, languageId }) => isSpecLanguage(languageId) && open.has(uri.toString()),
  );
  return others.length === 0 ? only : undefined;
}

function markdownOf(editor: vscode.TextEditor | undefined): vscode.TextDocument | undefined {
  return editor && isSpecLanguage(editor.document.languageId) ? editor.document : undefined;
}
