import * as vscode from "vscode";
import { isForeignSpec } from "../core/spec/foreignSpecs";
import { type SpecOutline, specOutline } from "../core/spec/outline";
import { parseSpec, type Spec } from "../core/spec/parseSpec";
import { specHome } from "./workspaceSpecFolder";

/** A Markdown document that is open, taken apart as it is now. */
export interface SpecDocument {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly text: string;
  /** The folder whose files it may name, and where it lies in it. */
  readonly folder: vscode.Uri;
  readonly path: string;
  readonly spec: Spec;
  /** Its front matter is another tool's. */
  readonly isForeign: boolean;
  readonly outline: SpecOutline;
}

/** Reads open documents once per version, and each part of them only when it is asked for. */
export class SpecDocuments {
  readonly #known = new WeakMap<vscode.TextDocument, SpecDocument>();

  of(document: vscode.TextDocument): SpecDocument {
    const { version } = document;
    const known = this.#known.get(document);
    if (known?.version === version) return known;
    const text = document.getText();
    const { folder, path } = specHome(document.uri);
    const spec = parseSpec(text, path);
    let outline: SpecOutline | undefined;
    const read: SpecDocument = {
      document,
      version,
      text,
      folder,
      path,
      spec,
      isForeign: isForeignSpec(path),
      get outline() {
        return (outline ??= specOutline(text, { startLine: spec.block?.bodyLine ?? 0 }));
      },
    };
    this.#known.set(document, read);
    return read;
  }
}

/** A place in a document by its offset, which also holds where the document says nothing of line ends. */
export function rangeOf(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
