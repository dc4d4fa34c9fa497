import * as vscode from "vscode";

/** The Markdown document in front. */
export function activeSpec(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === "markdown" ? document.uri : undefined;
}
