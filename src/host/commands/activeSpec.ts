import * as vscode from "vscode";
import { isSpecLanguage } from "../specLanguages";

/** The Markdown document in front, also while its editor is still on its way: a busy machine shows the tab first. */
export async function activeSpec(): Promise<vscode.Uri | undefined> {
  const document = vscode.window.activeTextEditor?.document ?? (await documentOfActiveTab());
  return document && isSpecLanguage(document.languageId) ? document.uri : undefined;
}

async function documentOfActiveTab(): Promise<vscode.TextDocument | undefined> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputText)) return undefined;
  try {
    return await vscode.workspace.openTextDocument(input.uri);
  } catch {
    // No text, or gone.
    return undefined;
  }
}
