import type * as vscode from "vscode";
import { wouldLeadOutside } from "../node/realPath";

/** Whether links would take a file, which may not be there yet, out of the folder; false where there are none. */
export async function leadsOutOfFolder(uri: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
  return uri.scheme === "file" && wouldLeadOutside(uri.fsPath, folder.fsPath);
}
