import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Turn } from "../core/chat/chatState";
import type { ChatSession } from "./chatSession";
import type { VirtualDocuments } from "./virtualDocuments";

/** Ids as they are made here; they become names of files. */
const ORIGIN = /^([\w-]+)\/([\w-]+)$/;

/** Ten updates a second are read as a stream. */
const UPDATE_MS = 100;
/** The editor compares the whole text each time, so that long ones are updated less often: so many characters take 1 ms. */
const CHARACTERS_PER_MS = 2000;

/**
 * Answers in editors of their own: they grow there while they arrive, and stay; after a reload they come from the stored
 * conversation.
 */
export class AnswerDocuments implements vscode.Disposable {
  readonly #chat: ChatSession;
  readonly #documents: VirtualDocuments;
  readonly #listener: vscode.Disposable;
  /** Documents of answers that still arrive, by turn. */
  readonly #open = new Map<string, vscode.Uri>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(chat: ChatSession, documents: VirtualDocuments) {
    this.#chat = chat;
    this.#documents = documents;
    documents.remake("answer", (of, uri) => this.#remake(of, uri));
    this.#listener = chat.onDidDispatch((action) => {
      if (action.type === "turn-finished") this.#finish(action.turnId);
      else if (action.type === "answer-delta" && this.#open.has(action.turnId))
        this.#updateSoon(action.turnId);
    });
  }

  /** Opens the answer of a turn beside the active editor, without taking the focus. */
  async openBeside(turn: Turn): Promise<vscode.Uri> {
    const uri = this.#documents.put(titleOf(turn), turn.text, {
      kind: "answer",
      of: `${this.#chat.state.conversationId}/${turn.id}`,
    });
    if (turn.phase !== "done") this.#open.set(turn.id, uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
    return uri;
  }

  async #remake(of: string, uri: vscode.Uri): Promise<string | undefined> {
    const [, conversationId, turnId] = ORIGIN.exec(of) ?? [];
    if (conversationId === undefined || turnId === undefined) return undefined;
    const turn = await this.#chat.findTurn(conversationId, turnId);
    // Another window may still be at it.
    if (turn && turn.phase !== "done" && turn === this.#chat.turn(turnId)) this.#open.set(turnId, uri);
    return turn?.text;
  }

  #updateSoon(turnId: string): void {
    if (this.#timers.has(turnId)) return;
    const length = this.#chat.turn(turnId)?.text.length ?? 0;
    const pause = Math.max(UPDATE_MS, length / CHARACTERS_PER_MS);
    this.#timers.set(
      turnId,
      setTimeout(() => this.#update(turnId), pause),
    );
  }

  #update(turnId: string): void {
    clearTimeout(this.#timers.get(turnId));
    this.#timers.delete(turnId);
    const uri = this.#open.get(turnId);
    const turn = this.#chat.turn(turnId);
    if (uri && turn) this.#documents.update(uri, turn.text);
  }

  #finish(turnId: string): void {
    if (!this.#open.has(turnId)) return;
    this.#update(turnId);
    this.#open.delete(turnId);
  }

  dispose(): void {
    this.#listener.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}

function titleOf({ attachment, startedAt, id }: Turn): string {
  const time = new Date(startedAt).toISOString().slice(11, 19).replaceAll(":", "");
  return `${l10n.t("Answer")} ${attachment ?? ""} ${time}-${id.slice(0, 4)}.md`.replace(/\s+/g, " ");
}
