import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { proposedFiles } from "../core/answers/proposedFiles";
import type { Turn } from "../core/chat/chatState";
import { UserFacingError } from "../core/errors";
import { answerEdit } from "./answerEdit";
import type { VirtualDocuments } from "./virtualDocuments";

interface AnswerApplierParts {
  readonly documents: VirtualDocuments;
  readonly report: (error: unknown) => void;
}

/** Offers the files of an answer in the editor's own preview of changes. Nothing is written before the user agrees there. */
export class AnswerApplier {
  readonly #parts: AnswerApplierParts;

  constructor(parts: AnswerApplierParts) {
    this.#parts = parts;
  }

  /**
   * Gives the paths of the files that are offered, from their folder, without waiting for the user.
   * @throws UserFacingError `invalid-spec` when the answer has no file that may be written, or there is no folder for it.
   */
  async offer(turn: Pick<Turn, "source" | "text" | "attachment">): Promise<readonly string[]> {
    const { files, problems } = proposedFiles(turn.text);
    const folder = folderOf(turn);
    if (!folder)
      throw new UserFacingError("invalid-spec", l10n.t("Open a folder first; the files go there."));
    const name = turn.attachment ?? l10n.t("Answer");
    const made = await answerEdit(files, folder, name);
    const leftOut = [
      ...problems.map(({ line, message }) => l10n.t("Line {0} of the answer: {1}", line + 1, message)),
      ...made.problems,
    ];
    if (leftOut.length > 0) this.#tell(leftOut, name);
    if (made.paths.length > 0) {
      // A file that changes while the preview is open is not written: the editor says so there.
      vscode.workspace.applyEdit(made.edit, { isRefactoring: true }).then(undefined, this.#parts.report);
    } else if (leftOut.length === 0 && files.length > 0)
      void vscode.window.showInformationMessage(l10n.t("The files are as in the answer already."));
    else if (leftOut.length === 0)
      throw new UserFacingError("invalid-spec", l10n.t("The answer has no files that could be applied."));
    return made.paths;
  }

  /** In one notification; a list of several opens from it. */
  #tell(problems: readonly string[], name: string): void {
    const [first = ""] = problems;
    if (problems.length === 1) return void vscode.window.showWarningMessage(first);
    const show = l10n.t("Show List");
    void vscode.window
      .showWarningMessage(l10n.t("{0} things of the answer are left out.", problems.length), show)
      .then((choice) => {
        if (choice !== show) return undefined;
        const list = problems.map((problem) => `- ${problem}\n`).join("");
        return this.#parts.documents.show(
          `${l10n.t("Left out")} ${name}.md`,
          `# ${l10n.t("Left out")}\n\n${list}`,
        );
      })
      .then(undefined, this.#parts.report);
  }
}

/** Paths in an answer begin at the folder of the spec, else at the first one that is open. */
function folderOf({ source }: Pick<Turn, "source">): vscode.Uri | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const own =
    source.kind === "chat" ? undefined : vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(source.uri));
  return (own ?? folders[0])?.uri;
}
