import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../core/errors";
import type { KnownSecrets } from "../core/knownSecrets";
import { VIRTUAL_SCHEME } from "./virtualScheme";

/** Open ones are kept beyond that. */
const MOST_KEPT = 20;

/** What a document is of; it stands in its address, so that it can be made again in another session. */
export interface DocumentOrigin {
  readonly kind: "answer" | "request" | "record" | "recorded-answer";
  readonly of: string;
}

/** Makes a document again. `undefined` when what it was made of is gone. @throws UserFacingError why it cannot be. */
type Maker = (of: string, uri: vscode.Uri) => Promise<string | undefined>;

/** A text that is kept, as the file that the editor takes it for. */
interface KeptText {
  readonly bytes: Uint8Array;
  readonly changedAt: number;
}

/**
 * Documents made by SmartSpec: a connection report, a request as it was sent. Kept in memory only, and without any key.
 * To the editor they are files that can only be read: the tabs of those it brings back after a reload, and asks for what
 * they show. What cannot be made again says so in the document itself.
 */
export class VirtualDocuments {
  readonly #secrets: KnownSecrets;
  readonly #report: (error: unknown) => void;
  readonly #kept = new Map<string, KeptText>();
  readonly #makers = new Map<string, Maker>();
  readonly #making = new Map<string, Promise<KeptText>>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  constructor(secrets: KnownSecrets, report: (error: unknown) => void) {
    this.#secrets = secrets;
    this.#report = report;
  }

  /** How documents of a kind come back after a reload. */
  remake(kind: DocumentOrigin["kind"], make: Maker): void {
    this.#makers.set(kind, make);
  }

  /**
   * `title` becomes the file's name; a document with the same title and origin is replaced. Markdown unless it ends in
   * `.json`. Without `origin` it does not outlive the window.
   */
  put(title: string, content: string, origin?: DocumentOrigin): vscode.Uri {
    const uri = addressOf(title, origin);
    this.update(uri, content);
    return uri;
  }

  /** Puts another text into a document. */
  update(uri: vscode.Uri, content: string): void {
    this.#keep(uri.toString(), content);
    this.#changed.fire(uri);
  }

  /** Of a document that is not open: it is made again when the editor asks for it. */
  drop(uri: vscode.Uri): void {
    this.#kept.delete(uri.toString());
  }

  /** Puts a document and opens it. */
  async show(title: string, content: string, origin?: DocumentOrigin): Promise<vscode.Uri> {
    const uri = addressOf(title, origin);
    await this.showAt(uri, content);
    return uri;
  }

  /** Puts a text into a document and opens it. */
  async showAt(uri: vscode.Uri, content: string): Promise<void> {
    this.update(uri, content);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Active });
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, changedAt } = await this.#textOf(uri);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: changedAt,
      size: bytes.length,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#textOf(uri)).bytes;
  }

  #keep(key: string, content: string): KeptText {
    const bytes = bytesOf(this.#secrets.redact(content));
    // The editor takes a file of the same time and size for the same.
    const changedAt = Math.max(Date.now(), (this.#kept.get(key)?.changedAt ?? 0) + 1);
    const text = { bytes, changedAt };
    this.#kept.delete(key);
    this.#kept.set(key, text);
    if (this.#kept.size > MOST_KEPT) this.#forgetClosed(key);
    return text;
  }

  #forgetClosed(newest: string): void {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) return;
      if (key !== newest && !open.has(key)) this.#kept.delete(key);
    }
  }

  /** The editor asks several times in a row for what it brings back; it is made once. */
  async #textOf(uri: vscode.Uri): Promise<KeptText> {
    const key = uri.toString();
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const making =
      this.#making.get(key) ??
      this.#make(uri)
        // It may have been put meanwhile.
        .then((content) => this.#kept.get(key) ?? this.#keep(key, content))
        .finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    return making;
  }

  async #make(uri: vscode.Uri): Promise<string> {
    const { kind, of } = originOf(uri);
    try {
      const content = await this.#makers.get(kind)?.(of, uri);
      if (content !== undefined) return content;
    } catch (error) {
      if (UserFacingError.is(error)) return `${error.message}\n`;
      this.#report(error);
    }
    return `${goneSentence(kind)}\n`;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Where a document is, whether it was made or not. `title`: becomes the file's name. */
export function addressOf(title: string, origin?: DocumentOrigin): vscode.Uri {
  return vscode.Uri.from({
    scheme: VIRTUAL_SCHEME,
    path: `/${title.replaceAll("/", "∕")}`,
    ...(origin && { query: `${origin.kind}=${origin.of}` }),
  });
}

/** What the address of a document says that it is of; empty for one without origin. */
export function originOf({ query }: vscode.Uri): { readonly kind: string; readonly of: string } {
  const [, kind = "", of = ""] = /^([a-z-]+)=(.*)$/s.exec(query) ?? [];
  return { kind, of };
}

/** Zeros would make it a binary file. */
function bytesOf(content: string): Uint8Array {
  return new TextEncoder().encode(`${encodingMark()}${content.replaceAll("\0", "␀")}`);
}

/** Says that a text is UTF-8 to an editor that would take it for something else. */
function encodingMark(): string {
  const files = vscode.workspace.getConfiguration("files", { languageId: "markdown" });
  return files.get("encoding") === "utf8" && files.get("autoGuessEncoding") !== true ? "" : "\uFEFF";
}

function goneSentence(kind: string): string {
  return kind === "answer"
    ? l10n.t("This answer is not kept any more. Run its spec again, or look for its record in the runs view.")
    : l10n.t("This text was not kept when the window was reloaded. Run the command that showed it again.");
}
