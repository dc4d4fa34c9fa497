import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Turn } from "../core/chat/chatState";
import type { Remedy } from "../core/errors";
import type { FromWebview } from "../protocol/chatProtocol";
import type { AnswerApplier } from "./answerApplier";
import type { AnswerDocuments } from "./answerDocuments";
import type { ChatSession } from "./chatSession";
import type { Language } from "./language";
import { notifyError } from "./notifyError";
import { isOpenableLink } from "./openableLink";
import { applyRemedy, openSettings } from "./remedies";
import { noRecord, type RecordDesk } from "./runs/recordDesk";
import { findSpec, findSpecPaths } from "./specFiles";
import { renderRequest } from "./renderRequest";
import type { RequestSender } from "../core/run/requestSender";
import type { SpecRunner } from "./specRunner";
import type { VirtualDocuments } from "./virtualDocuments";
import { specHome } from "./workspaceSpecFolder";

type TurnAction = Extract<FromWebview, { type: "turn-action" }>["action"];
type ViewCommand = Extract<FromWebview, { type: "command-run" }>["command"];
type QuestionAnswer = Extract<FromWebview, { type: "question-answer" }>["answer"];

/** How much longer "Wait Longer" waits. */
const LONGER = 3;

interface TurnActionsParts {
  readonly chat: ChatSession;
  readonly runner: SpecRunner;
  readonly sender: RequestSender;
  readonly documents: VirtualDocuments;
  readonly records: RecordDesk;
  readonly applier: AnswerApplier;
  readonly answers: AnswerDocuments;
  readonly extensionUri: vscode.Uri;
  readonly language: () => Language;
  readonly onHideBudgetWarning: () => void;
  readonly log: vscode.LogOutputChannel;
}

/** What the chat view's buttons do. */
export class TurnActions {
  readonly #parts: TurnActionsParts;
  /** By turn: what the user chose after it had failed. */
  readonly #newChoices = new Map<string, { readonly model: string }>();

  constructor(parts: TurnActionsParts) {
    this.#parts = parts;
  }

  report(error: unknown): void {
    notifyError(error, this.#parts.log);
  }

  async act(turnId: string, action: TurnAction): Promise<void> {
    const turn = this.#parts.chat.turn(turnId);
    if (!turn) return;
    switch (action) {
      case "copy":
        return vscode.env.clipboard.writeText(turn.text);
      case "insert":
        return insertAtCursor(turn.text);
      case "open": {
        const document = await vscode.workspace.openTextDocument({
          language: "markdown",
          content: turn.text,
        });
        await vscode.window.showTextDocument(document, { preview: false });
        return;
      }
      case "open-beside":
        await this.#parts.answers.openBeside(turn);
        return;
      case "open-record":
        await this.#parts.records.open(fileOfTurn(turn, turn.outcome?.record));
        return;
      case "diff-previous":
        return this.#parts.records.diffWithPrevious(fileOfTurn(turn, turn.outcome?.record));
      case "open-output":
        await vscode.commands.executeCommand("vscode.open", fileOfTurn(turn, turn.outcome?.output));
        return;
      case "apply":
        await this.#parts.applier.offer(turn);
        return;
      case "run-again":
        await this.#parts.runner.runAgain(turnId, this.#newChoices.get(turnId));
        return;
      case "retry-first":
        await this.#parts.runner.runAgain(turnId, { retryFirst: true });
        return;
      case "continue":
        await this.#parts.runner.continueTurn(turnId);
        return;
      case "run-within-budget":
        this.#parts.runner.dismiss(turnId);
        await this.#parts.runner.runAgain(turnId, { overBudget: "stop" });
        return;
      case "allow-once":
        this.#parts.runner.dismiss(turnId);
        await this.#parts.runner.runAgain(turnId, { overBudget: "allow" });
        return;
      case "dismiss":
        return this.#parts.runner.dismiss(turnId);
    }
  }

  async useCode(action: "copy" | "insert", code: string): Promise<void> {
    await (action === "copy" ? vscode.env.clipboard.writeText(code) : insertAtCursor(code));
  }

  async answerQuestion(turnId: string, answer: QuestionAnswer): Promise<void> {
    const turn = this.#parts.chat.turn(turnId);
    if (!turn?.question) return;
    switch (answer) {
      case "allow":
      case "cancel":
        return this.#parts.runner.answerQuestion(turnId, answer);
      case "show-request":
        return this.#showRequest(turn);
      case "choose-model": {
        const chosen = await vscode.commands.executeCommand<string | undefined>("smartspec.selectModel");
        // Closing the list leaves the question open; another model makes it a new run.
        if (chosen === undefined || chosen === turn.question.modelId) return;
        this.#parts.runner.answerQuestion(turnId, "cancel");
        await this.#parts.runner.runAgain(turnId, { model: chosen });
        return;
      }
    }
  }

  async remedy(turnId: string, remedy: Remedy): Promise<void> {
    const turn = this.#parts.chat.turn(turnId);
    if (!turn) return;
    const error = turn.outcome?.error;
    if (remedy === "choose-model" || remedy === "use-free-model") {
      const promptTokens = error?.details?.promptTokens;
      const chosen = await vscode.commands.executeCommand<string | undefined>("smartspec.selectModel", {
        ...(promptTokens !== undefined && { fits: promptTokens }),
        free: remedy === "use-free-model",
      });
      if (chosen !== undefined && remedy === "use-free-model") {
        // It costs nothing, and whoever presses the button wants the answer.
        await this.#parts.runner.runAgain(turnId, { model: chosen });
        return;
      }
      // From now on "Run Again" means the new model, also for a run that had asked for another one by name.
      if (chosen !== undefined) this.#newChoices.set(turnId, { model: chosen });
      return;
    }
    if (remedy === "edit-spec" && turn.source.kind === "chat") {
      // What was typed went back into the input.
      await vscode.commands.executeCommand("smartspec.openChat");
      return;
    }
    const applied = await applyRemedy(remedy, {
      ...(error && { error }),
      ...(turn.provider && { providerId: turn.provider.id }),
      ...(turn.source.kind !== "chat" && { specUri: turn.source.uri }),
    });
    if (applied) return;
    if (remedy === "show-request") await this.#showRequest(turn);
    else if (remedy === "wait-longer") await this.#parts.runner.runAgain(turnId, { patience: LONGER });
    else await this.act(turnId, remedy === "continue" ? "continue" : "run-again");
  }

  async command(command: ViewCommand): Promise<void> {
    switch (command) {
      case "select-model":
        await vscode.commands.executeCommand("smartspec.selectModel");
        return;
      case "configure-key":
        await vscode.commands.executeCommand("smartspec.configureKey");
        return;
      case "run-active-spec":
        await vscode.commands.executeCommand("smartspec.runSpec");
        return;
      case "new-chat":
        await vscode.commands.executeCommand("smartspec.newChat");
        return;
      case "edit-parameters":
        return openSettings("smartspec.temperature smartspec.maxTokens");
      case "edit-fallback":
        return openSettings("smartspec.fallback");
      case "edit-budgets":
        return openSettings("smartspec.budget");
      case "hide-budget-warning":
        this.#parts.onHideBudgetWarning();
        return;
      case "manage-trust":
        await applyRemedy("manage-trust", {});
        return;
      case "open-example":
        return this.#openExample();
      case "add-spec":
        return this.#pickSpec();
    }
  }

  async openLink(href: string): Promise<void> {
    if (!isOpenableLink(href)) {
      this.#parts.log.warn("A link in an answer was not opened: its scheme is not allowed.");
      return;
    }
    await vscode.env.openExternal(vscode.Uri.parse(href, true));
  }

  async #showRequest(turn: Turn): Promise<void> {
    const name = turn.attachment ?? l10n.t("message");
    const content = renderRequest(turn, this.#parts.sender.sentBy(turn.id)?.request);
    await this.#parts.documents.show(`${l10n.t("Request")} ${name}.md`, content);
  }

  /** An untitled copy: to be changed, run and thrown away without touching the workspace. */
  async #openExample(): Promise<void> {
    const suffix = this.#parts.language().id === "th" ? ".th" : "";
    const uri = vscode.Uri.joinPath(this.#parts.extensionUri, "media", `example${suffix}.md`);
    const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
    await vscode.window.showTextDocument(document, { preview: false });
  }

  async #pickSpec(): Promise<void> {
    const paths = await findSpecPaths();
    const path = await vscode.window.showQuickPick([...paths], {
      placeHolder:
        paths.length === 0
          ? l10n.t("No Markdown files in this folder yet.")
          : l10n.t("Which spec should run?"),
    });
    if (path === undefined) return;
    await vscode.commands.executeCommand("smartspec.runSpec", await findSpec(path));
  }
}

/**
 * A file that an outcome names, in the folder of the turn's spec.
 * @throws UserFacingError `invalid-spec` when it names none.
 */
function fileOfTurn({ source }: Turn, path: string | undefined): vscode.Uri {
  if (path === undefined || source.kind === "chat") throw noRecord();
  return vscode.Uri.joinPath(specHome(vscode.Uri.parse(source.uri)).folder, path);
}

async function insertAtCursor(text: string): Promise<void> {
  // The chat has the focus now, so "active" is the editor that had it last.
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  if (!editor) {
    void vscode.window.showInformationMessage(
      l10n.t("Open a file first; the text goes where its cursor is."),
    );
    return;
  }
  await editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, text);
  });
}
