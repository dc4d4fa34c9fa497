import * as vscode from "vscode";
import { leadsOutside } from "../node/realPath";

/** Whether a file that may not be there yet would lie outside of the folder: a link in it may stand in the place of a folder. */
export async function leadsOutOfFolder(uri: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== "file") return false;
  for (let place = uri; place.path.length > folder.path.length; place = vscode.Uri.joinPath(place, "..")) {
    if (await leadsOutside(place.fsPath, [folder.fsPath])) return true;
  }
  return false;
}
