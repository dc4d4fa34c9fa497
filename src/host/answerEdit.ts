import * as l10n from "@vscode/l10n";
import path from "node:path";
import * as vscode from "vscode";
import type { FileBlock } from "../core/answers/fileBlocks";
import { writablePathProblem } from "../core/answers/writablePathProblem";
import { fileExists } from "./fileExists";
import { leadsOutOfFolder } from "./leadsOutOfFolder";
import { realPath } from "../node/realPath";

/** What the files of an answer would change. */
export interface AnswerEdit {
  readonly edit: vscode.WorkspaceEdit;
  /** Of the files that it changes or creates, from the folder. */
  readonly paths: readonly string[];
  /** One sentence each for what is left out. */
  readonly problems: readonly string[];
}

/**
 * An edit of which each file has to be confirmed by the user: until then nothing is written. Files that are as in the
 * answer already are not part of it. `name`: of the answer, as the preview shows it.
 */
export async function answerEdit(
  files: readonly FileBlock[],
  folder: vscode.Uri,
  name: string,
): Promise<AnswerEdit> {
  const edit = new vscode.WorkspaceEdit();
  const paths: string[] = [];
  const problems: string[] = [];
  for (const { path: file, content } of files) {
    const uri = vscode.Uri.joinPath(folder, file);
    const problem = await placeProblem(uri, folder, file);
    if (problem !== undefined) {
      problems.push(problem);
      continue;
    }
    const metadata = { needsConfirmation: true, label: name, description: file };
    if (!(await fileExists(uri))) {
      // One that comes into being meanwhile is not overwritten.
      edit.createFile(uri, { overwrite: false, ignoreIfExists: false }, metadata);
      edit.insert(uri, new vscode.Position(0, 0), content, metadata);
      paths.push(file);
      continue;
    }
    const document = await openText(uri);
    if (document === undefined) {
      problems.push(l10n.t("{0} is not a text file, so it is left out.", file));
      continue;
    }
    if (withPlainLineEnds(document.getText()) === withPlainLineEnds(content)) continue;
    // The editor applies it to this version of an open document, or not at all.
    edit.replace(uri, wholeOf(document), content, metadata);
    paths.push(file);
  }
  return { edit, paths, problems };
}

async function placeProblem(uri: vscode.Uri, folder: vscode.Uri, file: string): Promise<string | undefined> {
  if (uri.scheme !== "file") return undefined;
  if (await leadsOutOfFolder(uri, folder))
    return l10n.t("{0} leads out of the workspace folder, so it is left out.", file);
  // A link inside of the folder may stand for a file that no answer may write to.
  const [real, root] = [await deepestRealPath(uri.fsPath), await realPath(folder.fsPath)];
  if (real === undefined || root === undefined) return undefined;
  return writablePathProblem(path.relative(root, real).split(path.sep).join("/"));
}

/** The real path of a file that may not be there yet. */
async function deepestRealPath(file: string): Promise<string | undefined> {
  const real = await realPath(file);
  if (real !== undefined) return real;
  const parent = path.dirname(file);
  if (parent === file) return undefined;
  const above = await deepestRealPath(parent);
  return above && path.join(above, path.basename(file));
}

/** `undefined` for a folder, and for what the editor does not take for text. */
async function openText(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

function withPlainLineEnds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
