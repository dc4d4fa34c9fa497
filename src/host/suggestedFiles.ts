import path from "node:path";
import * as vscode from "vscode";
import { isSecretFile } from "../core/spec/isSecretFile";
import type { SpecDocument } from "./specDocuments";
import { EXCLUDED_FOLDERS } from "./specFiles";

const MOST_FILES = 500;
/** What is no text for a model. */
const BINARY = /\.(png|jpe?g|gif|webp|ico|pdf|zip|gz|tgz|woff2?|ttf|otf|mp[34]|mov|wasm|exe|dll|so|vsix)$/i;

/** Files of the spec's folder as the spec would name them: relative to itself, the nearest first. */
export async function suggestedFiles({
  document,
  folder,
  path: ownPath,
}: SpecDocument): Promise<readonly string[]> {
  if (document.uri.scheme === "untitled") return [];
  const pattern = new vscode.RelativePattern(folder, "**/*");
  const found = await vscode.workspace.findFiles(pattern, EXCLUDED_FOLDERS, MOST_FILES);
  const base = path.posix.dirname(ownPath);
  return found
    .map(({ path: file }) => file.slice(folder.path.replace(/\/$/, "").length + 1))
    .filter((file) => file !== ownPath && !BINARY.test(file) && !isSecretFile(file))
    .map((file) => path.posix.relative(base, file))
    .toSorted((a, b) => stepsOf(a) - stepsOf(b) || a.localeCompare(b));
}

function stepsOf(file: string): number {
  return file.split("/").length;
}
