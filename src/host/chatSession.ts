import { randomUUID } from "node:crypto";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { type ChatAction, type ChatState, emptyChat, reduceChat, type Turn } from "../core/chat/chatState";
import { closeInterrupted } from "../core/chat/parseConversation";
import type { KnownSecrets } from "../core/knownSecrets";
import { redactDeep } from "../core/redactDeep";
import type { ChatMemory } from "./chatMemory";
import type { ConversationStore } from "./conversationStore";

/**
 * The conversation on show: its state, its file, and whoever watches. Everything that happens to it goes through here,
 * and loses on the way what is a key: the file and the view never see one.
 */
export class ChatSession implements vscode.Disposable {
  readonly #store: ConversationStore;
  readonly #memory: ChatMemory;
  readonly #secrets: KnownSecrets;
  readonly #dispatched = new vscode.EventEmitter<ChatAction>();
  readonly #replaced = new vscode.EventEmitter<void>();
  #state: ChatState;
  /** Fires after each change, with the action that made it. */
  readonly onDidDispatch = this.#dispatched.event;
  /** Fires when another conversation took the place of this one. */
  readonly onDidReplace = this.#replaced.event;
  /** Resolves when the last conversation of this workspace is back. Never rejects. */
  readonly restored: Promise<void>;

  constructor(store: ConversationStore, memory: ChatMemory, secrets: KnownSecrets) {
    this.#store = store;
    this.#memory = memory;
    this.#secrets = secrets;
    this.#state = emptyChat(randomUUID());
    this.restored = this.#restore();
  }

  get state(): ChatState {
    return this.#state;
  }

  turn(turnId: string): Turn | undefined {
    return this.#state.turns.findLast((turn) => turn.id === turnId);
  }

  /** Text typed and not sent; survives a restart. */
  get draft(): string {
    return this.#memory.draft;
  }

  saveDraft(text: string): void {
    this.#memory.saveDraft(this.#secrets.redact(text));
  }

  dispatch(given: ChatAction): void {
    // What an answer brings has passed a filter that sees across its pieces.
    const action = given.type === "answer-delta" ? given : redactDeep(given, this.#secrets.redact);
    if (action.type === "turn-added" && this.#state.turns.length === 0) {
      this.#memory.saveConversation(this.#state.conversationId);
    }
    this.#state = reduceChat(this.#state, action);
    this.#store.append(this.#state.conversationId, action);
    this.#dispatched.fire(action);
  }

  /** The old conversation stays on disk. Runs that are still going must have been stopped before. */
  startNew(): void {
    if (this.#state.turns.length === 0) return;
    this.#state = emptyChat(randomUUID());
    this.#memory.saveConversation(undefined);
    this.#replaced.fire();
  }

  async #restore(): Promise<void> {
    const { conversationId } = await this.#memory.load();
    if (conversationId === undefined) return;
    const actions = await this.#store.read(conversationId);
    const state = actions.reduce(reduceChat, emptyChat(conversationId));
    // Not written back: another window may still be at work on this turn, and will finish it itself.
    // Why it stops is said by the mark below the text; this goes on the card with the way out.
    const sentence = l10n.t("The rest of this answer is missing.");
    this.#state = closeInterrupted(state.turns, sentence).reduce(reduceChat, state);
    this.#replaced.fire();
  }

  dispose(): void {
    this.#dispatched.dispose();
    this.#replaced.dispose();
  }
}
