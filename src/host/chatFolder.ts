import { createHash } from "node:crypto";
import path from "node:path";
import * as vscode from "vscode";

/**
 * Where the chat of this workspace is kept, for all of its windows. That is not `storageUri`: of several windows on one
 * folder VS Code gives it to the first only, and to each other one a folder of its own.
 */
export function chatFolder({ globalStorageUri }: vscode.ExtensionContext): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  const workspace = workspaceFile ?? workspaceFolders?.[0]?.uri;
  if (workspace === undefined) return globalStorageUri.fsPath;
  const name = createHash("sha256").update(workspace.toString()).digest("hex").slice(0, 32);
  return path.join(globalStorageUri.fsPath, "workspaces", name);
}
