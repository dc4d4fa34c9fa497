import * as vscode from "vscode";
import { isSpecLanguage } from "./specLanguages";

/** Whether a document is a Markdown file of the user's: no virtual one, no side of a diff with an older version, no cell. */
export function isSpecDocument({ languageId, uri }: vscode.TextDocument): boolean {
  return (
    isSpecLanguage(languageId) &&
    (uri.scheme === "untitled" || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true)
  );
}
