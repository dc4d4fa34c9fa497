import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ShowNotice } from "./storageNotices";

/** A warning; with a file, also the button that opens it. */
export const showStorageNotice: ShowNotice = (sentence, file) => {
  void showNotice(sentence, file);
};

async function showNotice(sentence: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    await vscode.window.showWarningMessage(sentence);
    return;
  }
  const chosen = await vscode.window.showWarningMessage(sentence, l10n.t("Show File"));
  if (chosen !== undefined) await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(file));
}
