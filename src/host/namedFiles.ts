import * as vscode from "vscode";
import type { FileState } from "../core/spec/checkSpec";
import { specPath } from "../core/spec/specPath";
import { specReferences } from "../core/spec/specReferences";
import { leadsOutside } from "../node/realPath";
import type { SpecDocument } from "./specDocuments";

/** The state of every file that a spec names and that cannot be read, by path. Looks at them, and reads none. */
export async function namedFiles({
  spec,
  path: ownPath,
  folder,
}: SpecDocument): Promise<ReadonlyMap<string, FileState>> {
  const paths = new Set(
    specReferences(spec)
      .map(({ written }) => specPath(written, ownPath))
      .filter((path) => path !== undefined),
  );
  const states = await Promise.all(
    [...paths].map(async (path) => [path, await stateOf(vscode.Uri.joinPath(folder, path), folder)] as const),
  );
  return new Map(states.filter((entry): entry is [string, FileState] => entry[1] !== undefined));
}

async function stateOf(uri: vscode.Uri, folder: vscode.Uri): Promise<FileState | undefined> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if (type & vscode.FileType.Directory) return "folder";
    if (uri.scheme === "file" && (await leadsOutside(uri.fsPath, [folder.fsPath]))) return "leads-outside";
    return undefined;
  } catch (error) {
    // A file system that cannot say, or may not, is no reason to call a file missing.
    return error instanceof vscode.FileSystemError && error.code === "FileNotFound" ? "missing" : undefined;
  }
}
