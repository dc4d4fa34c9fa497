import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const MARKS = [".git", ".smartspec", ".vscode", "package.json"];

/** The nearest folder from `start` upwards that looks like one people work in; `undefined` when none does. */
export function workspaceFolder(start: string, home = os.homedir()): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    // At home `.vscode` holds the editor's extensions.
    const marks = folder === home ? MARKS.filter((mark) => mark !== ".vscode") : MARKS;
    if (marks.some((mark) => existsSync(path.join(folder, mark)))) return folder;
    if (path.dirname(folder) === folder) return undefined;
  }
}
