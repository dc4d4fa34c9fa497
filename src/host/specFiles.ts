import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../core/errors";
import { leadsOutside } from "../node/realPath";
import { fileExists } from "./fileExists";
import { checkSpecText, decodeSpec, MAX_SPEC_BYTES, specTooLarge } from "../core/spec/decodeSpec";

/** Folders that hold nothing anybody wants to run or to send along. */
export const EXCLUDED_FOLDERS = "**/{node_modules,.git,dist,out,.venv,vendor}/**";
const MOST_FILES = 5000;

/**
 * The text of a spec as the user sees it: from the open editor when there is one (unsaved changes and untitled documents
 * included), else from the file system, which may be virtual. `folder`: it must not lead out of there, wherever it is.
 * @throws UserFacingError `invalid-spec` or `payload-too-large`.
 */
export async function readSpec(uri: vscode.Uri, folder?: vscode.Uri): Promise<string> {
  const name = nameOf(uri);
  await refuseLinkOut(uri, folder);
  const document = openDocument(uri);
  if (document) return checkSpecText(document.getText(), name);
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if (type & vscode.FileType.Directory) {
      throw new UserFacingError("invalid-spec", l10n.t("{0} is a folder, not a file.", name));
    }
    // Not read at all when it is far too large: it may be gigabytes on a slow remote.
    if (size > 16 * MAX_SPEC_BYTES) throw specTooLarge(size, name);
    return decodeSpec(await vscode.workspace.fs.readFile(uri), name);
  } catch (error) {
    if (UserFacingError.is(error)) throw error;
    throw new UserFacingError("invalid-spec", l10n.t("{0} cannot be read.", name), { cause: error });
  }
}

/** A workspace must not reach out of its folder by a link; a file from elsewhere was opened there by the user. */
export async function refuseLinkOut(uri: vscode.Uri, folder: vscode.Uri | undefined): Promise<void> {
  if (uri.scheme !== "file" || !(folder ?? vscode.workspace.getWorkspaceFolder(uri))) return;
  const folders = folder
    ? [folder.fsPath]
    : (vscode.workspace.workspaceFolders ?? []).map(({ uri: root }) => root.fsPath);
  if (!(await leadsOutside(uri.fsPath, folders))) return;
  throw new UserFacingError(
    "invalid-spec",
    l10n.t("{0} leads out of the workspace folder, so it is not read.", nameOf(uri)),
  );
}

/** Changes whenever the text that `readSpec` would give may have changed; for caches. */
export async function specVersion(uri: vscode.Uri): Promise<string> {
  const document = openDocument(uri);
  if (document) return `open ${document.version}`;
  const { mtime, size } = await vscode.workspace.fs.stat(uri);
  return `file ${mtime} ${size}`;
}

/** Name for labels and sentences. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1) || uri.path;
}

/** Markdown files of the workspace as paths from its root, without a leading slash. */
export async function findSpecPaths(): Promise<readonly string[]> {
  const files = await vscode.workspace.findFiles("**/*.{md,markdown}", EXCLUDED_FOLDERS, MOST_FILES);
  const paths = new Set(files.map((uri) => vscode.workspace.asRelativePath(uri, false)));
  return [...paths].toSorted(bySpecDepth);
}

/** Shallow paths first: a spec at the root is what people mean most often. */
function bySpecDepth(a: string, b: string): number {
  return a.split("/").length - b.split("/").length || a.localeCompare(b);
}

/**
 * The file a path from the workspace root names, in the first folder that has it.
 * @throws UserFacingError `invalid-spec` when no folder is open or none has it.
 */
export async function findSpec(path: string): Promise<vscode.Uri> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw new UserFacingError("invalid-spec", l10n.t("No folder is open, so /{0} names no file.", path));
  }
  for (const folder of folders) {
    const uri = vscode.Uri.joinPath(folder.uri, path);
    if (openDocument(uri) || (await fileExists(uri))) return uri;
  }
  throw new UserFacingError("invalid-spec", l10n.t("There is no file /{0} in this workspace.", path));
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === key,
  );
}
