import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../core/errors";
import type { Environment } from "../core/providers/environmentKey";
import { parseDotEnv } from "./parseDotEnv";

/** Bytes. Anything longer is no list of variables. */
const MAX_BYTES = 64 * 1024;

export interface DotEnvFile {
  readonly uri: vscode.Uri;
  readonly folderName: string;
}

/**
 * The `.env` files at the roots of the workspace's folders; none while the workspace is not trusted. Looks whether they
 * are there and reads nothing.
 */
export async function findDotEnvFiles(): Promise<readonly DotEnvFile[]> {
  if (!vscode.workspace.isTrusted) return [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = await Promise.all(
    folders.map(async ({ uri: folder, name }) => {
      const uri = vscode.Uri.joinPath(folder, ".env");
      return (await isFile(uri)) ? [{ uri, folderName: name }] : [];
    }),
  );
  return found.flat();
}

/** @throws UserFacingError `invalid-spec` when it cannot be read or is far too large. */
export async function readDotEnv(uri: vscode.Uri): Promise<Environment> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size <= MAX_BYTES) return parseDotEnv(await vscode.workspace.fs.readFile(uri));
  } catch (cause) {
    throw new UserFacingError("invalid-spec", l10n.t("{0} cannot be read.", ".env"), { cause });
  }
  throw new UserFacingError("invalid-spec", l10n.t("{0} is too large to be a list of variables.", ".env"));
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
