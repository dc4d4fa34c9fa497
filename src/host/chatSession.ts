import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { type ChatAction, type ChatState, emptyChat, type Turn } from "../core/chat/chatState";
import type { KnownSecrets } from "../core/knownSecrets";
import { redactDeep } from "../core/redactDeep";
import type { DraftStore } from "./draftStore";
import type { ConversationListener, OwnerRequest, SharedConversation } from "./sharedConversation";
import type { ShownConversation } from "./shownConversation";

interface ChatSessionParts {
  readonly shown: ShownConversation;
  readonly drafts: DraftStore;
  readonly secrets: KnownSecrets;
  /** Of one that is not on show, as far as it is kept. */
  readonly readTurns: (conversationId: string) => Promise<readonly Turn[]>;
  readonly openConversation: (conversationId: string, listener: ConversationListener) => SharedConversation;
}

/**
 * The conversation on show: its state, its file, and whoever watches. Everything that happens to it goes through here,
 * and loses on the way what is a key: the file and the view never see one.
 */
export class ChatSession implements vscode.Disposable {
  readonly #parts: ChatSessionParts;
  readonly #dispatched = new vscode.EventEmitter<ChatAction>();
  readonly #replaced = new vscode.EventEmitter<void>();
  readonly #followingChanged = new vscode.EventEmitter<void>();
  readonly #asked = new vscode.EventEmitter<OwnerRequest>();
  /** Before anything was restored. */
  readonly #nothing = emptyChat(randomUUID());
  #conversation: SharedConversation | undefined;
  /** Fires after each change, with the action that made it, also one by another window. */
  readonly onDidDispatch = this.#dispatched.event;
  /** Fires when another conversation took the place of this one. */
  readonly onDidReplace = this.#replaced.event;
  /** Fires when another window begins or ends running turns of this conversation. */
  readonly onDidChangeFollowing = this.#followingChanged.event;
  /** Fires when another window wants something of a turn that runs here. */
  readonly onDidAsk = this.#asked.event;
  /** Resolves when the last conversation of this workspace is back. Never rejects. */
  readonly restored: Promise<void>;

  constructor(parts: ChatSessionParts) {
    this.#parts = parts;
    this.restored = this.#restore();
  }

  get state(): ChatState {
    return this.#conversation?.state ?? this.#nothing;
  }

  /** Another window runs a turn of this conversation. */
  get isFollowing(): boolean {
    return this.#conversation?.isFollowing ?? false;
  }

  turn(turnId: string): Turn | undefined {
    return this.state.turns.findLast((turn) => turn.id === turnId);
  }

  /** A turn of any conversation of this workspace. `undefined` when it is not kept any more. */
  async findTurn(conversationId: string, turnId: string): Promise<Turn | undefined> {
    await this.restored;
    if (conversationId === this.state.conversationId) return this.turn(turnId);
    return (await this.#parts.readTurns(conversationId)).findLast(({ id }) => id === turnId);
  }

  /** Text typed and not sent; survives a restart. */
  get draft(): string {
    return this.#parts.drafts.text;
  }

  /** Drafts that windows before this one left behind, newest first. */
  get recall(): readonly string[] {
    return this.#parts.drafts.recall;
  }

  saveDraft(text: string): void {
    this.#parts.drafts.save(this.#parts.secrets.redact(text));
  }

  /** Only after `restored`. */
  dispatch(given: ChatAction): void {
    // What an answer brings has passed a filter that sees across its pieces.
    const action = given.type === "answer-delta" ? given : redactDeep(given, this.#parts.secrets.redact);
    if (action.type === "turn-added") void this.#parts.shown.note(this.state.conversationId);
    this.#conversation?.dispatch(action);
  }

  /** Asks other windows to stop what they run of this conversation. */
  stopOthers(): void {
    this.#conversation?.stopOthers();
  }

  answerOther(turnId: string, answer: "allow" | "cancel"): void {
    this.#conversation?.answerOther(turnId, answer);
  }

  /** Other windows may have written something that the system did not tell of. */
  catchUp(): void {
    void this.#conversation?.catchUp();
  }

  /**
   * The old conversation stays on disk, and on show in other windows. Runs of this window that are still going must have
   * been stopped before.
   */
  startNew(): void {
    if (this.state.turns.length === 0) return;
    const conversationId = randomUUID();
    void this.#parts.shown.note(conversationId);
    void this.#show(conversationId);
    this.#replaced.fire();
    this.#followingChanged.fire();
  }

  async #restore(): Promise<void> {
    const { conversationId, olderDraft } = await this.#parts.shown.load();
    await Promise.all([this.#show(conversationId), this.#parts.drafts.load(olderDraft)]);
    this.#replaced.fire();
  }

  #show(conversationId: string): Promise<void> {
    this.#conversation?.dispose();
    const conversation: SharedConversation = this.#parts.openConversation(conversationId, {
      dispatched: (action) => this.#dispatched.fire(action),
      replaced: () => this.#replaced.fire(),
      followingChanged: () => this.#followingChanged.fire(),
      asked: (request) => this.#asked.fire(request),
    });
    this.#conversation = conversation;
    return conversation.open();
  }

  dispose(): void {
    this.#conversation?.dispose();
    this.#dispatched.dispose();
    this.#replaced.dispose();
    this.#followingChanged.dispose();
    this.#asked.dispose();
  }
}
