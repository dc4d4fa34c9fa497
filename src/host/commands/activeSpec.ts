import * as vscode from "vscode";
import { isSpecLanguage } from "../specLanguages";

/** The Markdown document in front. */
export function activeSpec(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && isSpecLanguage(document.languageId) ? document.uri : undefined;
}
