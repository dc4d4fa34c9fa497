import * as vscode from "vscode";

/** Whether there is something at that place, a folder included; what cannot be looked at counts as absent. */
export async function fileExists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
