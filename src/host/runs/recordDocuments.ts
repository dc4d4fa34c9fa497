import * as vscode from "vscode";
import { type RenderedRecord, renderRecord } from "../../core/records/renderRecord";
import type { Language } from "../language";
import type { RecordStore } from "../recordStore";
import { addressOf, type DocumentOrigin, originOf, type VirtualDocuments } from "../virtualDocuments";
import { VIRTUAL_SCHEME } from "../virtualScheme";
import { recordStem } from "./recordPlace";
import { momentLabel } from "./runDates";

const KIND: DocumentOrigin["kind"] = "record";

interface RecordDocumentsParts {
  readonly records: RecordStore;
  readonly documents: VirtualDocuments;
  readonly language: () => Language;
}

/** Records as Markdown in editors, their reasoning folded when they come up. */
export class RecordDocuments implements vscode.Disposable {
  readonly #parts: RecordDocumentsParts;
  /** The reasoning of those that were made, by address. */
  readonly #reasoning = new Map<string, vscode.FoldingRange>();
  /** Addresses of those that no editor has shown yet. */
  readonly #toFold = new Set<string>();
  readonly #listeners: readonly vscode.Disposable[];

  constructor(parts: RecordDocumentsParts) {
    this.#parts = parts;
    parts.documents.remake(KIND, (of, address) => this.#make(vscode.Uri.parse(of), address));
    this.#listeners = [
      // The editor's own ranges may come later than the order to fold one of them.
      vscode.languages.registerFoldingRangeProvider(
        { scheme: VIRTUAL_SCHEME },
        {
          provideFoldingRanges: ({ uri }) =>
            [this.#reasoning.get(uri.toString())].filter((range) => range !== undefined),
        },
      ),
      vscode.window.onDidChangeActiveTextEditor((editor) => void this.#fold(editor?.document.uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        // The record may have become another one until it is opened again.
        if (uri.scheme !== VIRTUAL_SCHEME || originOf(uri).kind !== KIND) return;
        parts.documents.drop(uri);
        this.#reasoning.delete(uri.toString());
        this.#toFold.delete(uri.toString());
      }),
    ];
  }

  /** Shows a record and gives it the focus. Gives the document's address. @throws UserFacingError why it cannot be read. */
  async open(uri: vscode.Uri): Promise<vscode.Uri> {
    const address = recordAddress(uri);
    await this.#parts.documents.showAt(address, await this.#make(uri, address));
    // One that was in front already does not come up.
    await this.#fold(address);
    return address;
  }

  async render(uri: vscode.Uri): Promise<RenderedRecord> {
    const record = await this.#parts.records.read(uri);
    return renderRecord(record, momentLabel(record.startedAt, this.#parts.language().id));
  }

  async #make(uri: vscode.Uri, address: vscode.Uri): Promise<string> {
    const { text, reasoning } = await this.render(uri);
    const key = address.toString();
    if (reasoning) {
      this.#reasoning.set(key, new vscode.FoldingRange(reasoning.start, reasoning.end));
      this.#toFold.add(key);
    }
    return text;
  }

  async #fold(address: vscode.Uri | undefined): Promise<void> {
    const key = address?.toString() ?? "";
    const line = this.#reasoning.get(key)?.start;
    if (line === undefined || !this.#toFold.delete(key)) return;
    await vscode.commands.executeCommand("editor.fold", { selectionLines: [line] });
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }
}

/** The document that shows a record, whether it is open or not. `uri`: the record's file. */
export function recordAddress(uri: vscode.Uri): vscode.Uri {
  return addressOf(`${recordStem(uri)}.md`, { kind: KIND, of: uri.toString() });
}
