import * as vscode from "vscode";
import type { KnownSecrets } from "../core/knownSecrets";

const SCHEME = "smartspec";
const MOST_KEPT = 20;

/**
 * Read-only documents made by SmartSpec: a connection report, a request as it was sent. Kept in memory only, and without
 * any key.
 */
export class VirtualDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #secrets: KnownSecrets;
  readonly #contents = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  readonly onDidChange = this.#changed.event;

  constructor(secrets: KnownSecrets) {
    this.#secrets = secrets;
  }

  /** `title` becomes the file's name; a document with the same title is replaced. Markdown unless it ends in `.json`. */
  put(title: string, content: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title.replaceAll("/", "∕")}` });
    const key = uri.toString();
    this.#contents.delete(key);
    this.#contents.set(key, this.#secrets.redact(content));
    const [oldest] = this.#contents.keys();
    if (this.#contents.size > MOST_KEPT && oldest !== undefined) this.#contents.delete(oldest);
    this.#changed.fire(uri);
    return uri;
  }

  /** The same, and opens it. */
  async show(title: string, content: string): Promise<vscode.Uri> {
    const uri = this.put(title, content);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Active });
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#contents.get(uri.toString()) ?? "";
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
