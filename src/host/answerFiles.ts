import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { sha256 } from "../core/sha256";
import { isSecretFile } from "../core/spec/isSecretFile";
import { specPath } from "../core/spec/specPath";
import type { HostSpecRun } from "./hostSpecRun";
import { leadsOutOfFolder } from "./leadsOutOfFolder";

const MEMORY = "smartspec.savedAnswers";

interface AnswerFilesParts {
  /** Of the workspace: hashes of what was written, by address. */
  readonly memory: vscode.Memento;
  readonly report: (error: unknown) => void;
}

/** Saves answers where their specs want them. What somebody else has written or changed is never overwritten unasked. */
export class AnswerFiles {
  readonly #parts: AnswerFilesParts;

  constructor(parts: AnswerFilesParts) {
    this.#parts = parts;
  }

  /** Gives the path from the workspace folder; `undefined` when it was not saved, which a notification then says. */
  async save(
    { reading: { folder, path: spec }, source }: HostSpecRun,
    written: string,
    text: string,
  ): Promise<string | undefined> {
    const path = specPath(written, spec);
    const uri = path === undefined ? undefined : vscode.Uri.joinPath(folder, path);
    if (
      path === undefined ||
      uri === undefined ||
      isSecretFile(path) ||
      (await leadsOutOfFolder(uri, folder))
    ) {
      void vscode.window.showWarningMessage(
        l10n.t("The answer is not saved to {0}: that is no place for it.", written),
      );
      return undefined;
    }
    const content = text.endsWith("\n") ? text : `${text}\n`;
    const found = await currentText(uri);
    if (
      uri.toString() === vscode.Uri.parse(source.uri).toString() ||
      (found !== undefined && !(await this.#isOurs(uri, found, content)))
    ) {
      void this.#offer(uri, path, content).catch(this.#parts.report);
      return undefined;
    }
    try {
      await this.#write(uri, content);
      return path;
    } catch (error) {
      this.#parts.report(error);
      return undefined;
    }
  }

  /** As it was left here, or already what is to be written. */
  async #isOurs(uri: vscode.Uri, found: string, content: string): Promise<boolean> {
    if (found === content) return true;
    const known = this.#parts.memory.get<Record<string, string>>(MEMORY, {});
    return known[uri.toString()] === (await sha256(found));
  }

  async #write(uri: vscode.Uri, content: string): Promise<void> {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, ".."));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    const known = this.#parts.memory.get<Record<string, string>>(MEMORY, {});
    await this.#parts.memory.update(MEMORY, { ...known, [uri.toString()]: await sha256(content) });
  }

  async #offer(uri: vscode.Uri, path: string, content: string): Promise<void> {
    const compare = l10n.t("Compare");
    const overwrite = l10n.t("Overwrite");
    const answer = await vscode.window.showWarningMessage(
      l10n.t("{0} was changed since, so the answer is not saved there.", path),
      compare,
      overwrite,
    );
    if (answer === overwrite) await this.#write(uri, content);
    if (answer !== compare) return;
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
    await vscode.commands.executeCommand(
      "vscode.diff",
      uri,
      document.uri,
      l10n.t("{0} and the answer", path),
    );
  }
}

/** What the editor shows, when it is open there: it may not be saved yet. */
async function currentText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open && !open.isClosed) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
