import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../core/errors";
import type { SpecFolder } from "../core/ports";
import { maySendFile } from "./maySendFile";
import { readSpec } from "./specFiles";

/** The folder whose files a spec may name: that of the workspace, else the one that it lies in. `path`: of the spec in it. */
export function specHome(uri: vscode.Uri): { readonly folder: vscode.Uri; readonly path: string } {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  const folder = workspaceFolder ?? vscode.Uri.joinPath(uri, "..");
  return { folder, path: uri.path.slice(folder.path.replace(/\/$/, "").length + 1) };
}

/** Reads what a spec includes, as the editor shows it. With a signal the text is to be sent, and secrets are asked about. */
export class WorkspaceSpecFolder implements SpecFolder {
  readonly #folder: vscode.Uri;
  readonly #sending: AbortSignal | undefined;

  constructor(folder: vscode.Uri, sending?: AbortSignal) {
    this.#folder = folder;
    this.#sending = sending;
  }

  async read(path: string): Promise<string> {
    const uri = vscode.Uri.joinPath(this.#folder, path);
    if (this.#sending && !(await maySendFile(uri, this.#sending))) {
      throw new UserFacingError("invalid-spec", l10n.t("{0} is not sent, as it may hold secrets.", path));
    }
    return readSpec(uri, this.#folder);
  }
}
