import * as l10n from "@vscode/l10n";
import { type ChatAction, type ChatState, emptyChat, reduceChat, type Turn } from "../core/chat/chatState";
import { closeInterrupted, type StoredAction } from "../core/chat/parseConversation";
import type { Writer } from "../core/writer";
import type { ConversationStore } from "./conversationStore";
import type { StoredLine } from "./jsonLines";
import type { WindowIdentity, WriterLiveness } from "./writerLiveness";

/** How often the file is looked at while another window is at work, should the system not tell. */
const CHECK_MS = 1000;
/** How many of these checks pass until it is asked whether the other window is still there. */
const CHECKS_PER_LIFE_SIGN = 2;

export type OwnerRequest = Extract<ChatAction, { type: "stop-requested" | "consent-given" }>;

export interface ConversationListener {
  /** After each change, with the action that made it; by whichever window. */
  dispatched(action: ChatAction): void;
  /** The state changed in another way than by an action. */
  replaced(): void;
  /** Whether another window runs a turn of this conversation. */
  followingChanged(isFollowing: boolean): void;
  /** Another window wants something of a turn that this one runs. */
  asked(request: OwnerRequest): void;
}

interface SharedConversationParts {
  readonly store: ConversationStore;
  readonly window: WindowIdentity;
  readonly liveness: WriterLiveness;
}

/**
 * One conversation that several windows may have on show and write to. Each writes what it does itself, and follows what
 * the others write. Turns of a window that is gone are closed as interrupted, here in memory only: should that window
 * live after all, it finishes them itself.
 */
export class SharedConversation {
  readonly #parts: SharedConversationParts;
  readonly #listener: ConversationListener;
  /** Turns that others run, or ran: by whom. */
  readonly #owners = new Map<string, Writer | undefined>();
  /** Turns that were closed because their window seemed to be gone, as they were before. */
  readonly #closed = new Map<string, Turn>();
  #state: ChatState;
  #unwatch: () => void = () => undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #checks = 0;
  #catchingUp: Promise<void> | undefined;
  #mustCatchUpAgain = false;
  #isDisposed = false;

  constructor(conversationId: string, parts: SharedConversationParts, listener: ConversationListener) {
    this.#state = emptyChat(conversationId);
    this.#parts = parts;
    this.#listener = listener;
  }

  get state(): ChatState {
    return this.#state;
  }

  get isFollowing(): boolean {
    return this.#timer !== undefined;
  }

  /** Reads what there is and follows the file from then on. Never rejects. */
  async open(): Promise<void> {
    for (const line of await this.#lines()) this.#take(line);
    await this.#closeDead();
    this.#follow();
    const unwatch = await this.#parts.store.watch(this.#state.conversationId, () => void this.catchUp());
    if (this.#isDisposed) return unwatch();
    this.#unwatch = unwatch;
    await this.catchUp();
  }

  /** Something this window did. */
  dispatch(action: ChatAction): void {
    this.#state = reduceChat(this.#state, action);
    this.#parts.store.append(this.#state.conversationId, action);
    this.#listener.dispatched(action);
  }

  /** Asks the windows that run a turn to stop it. */
  stopOthers(): void {
    for (const turn of this.#followed()) this.#ask({ type: "stop-requested", turnId: turn.id });
  }

  /** Passes the answer to a turn's question on to the window that asked it. */
  answerOther(turnId: string, answer: "allow" | "cancel"): void {
    if (!this.#followed().some(({ id }) => id === turnId)) return;
    this.#ask({ type: answer === "allow" ? "consent-given" : "stop-requested", turnId });
  }

  /** Takes in what other windows have written. Never rejects. */
  catchUp(): Promise<void> {
    this.#mustCatchUpAgain = true;
    this.#catchingUp ??= this.#catchUp().finally(() => (this.#catchingUp = undefined));
    return this.#catchingUp;
  }

  /** Closes the turns of windows that are gone. Never rejects. */
  async checkOwners(): Promise<void> {
    for (const action of await this.#closeDead()) this.#listener.dispatched(action);
    this.#follow();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#unwatch();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #catchUp(): Promise<void> {
    while (this.#mustCatchUpAgain && !this.#isDisposed) {
      this.#mustCatchUpAgain = false;
      for (const line of await this.#lines()) {
        const { action, isRevived } = this.#take(line);
        if (isRevived) this.#listener.replaced();
        else if (action) this.#listener.dispatched(action);
      }
      this.#follow();
    }
  }

  /** What others wrote; this window knows already what it did itself. */
  async #lines(): Promise<readonly StoredLine<StoredAction>[]> {
    const lines = await this.#parts.store.read(this.#state.conversationId);
    return lines.filter(({ by }) => by !== this.#parts.window.id);
  }

  #take({ value: { writer, ...action } }: StoredLine<StoredAction>): {
    readonly action?: ChatAction;
    readonly isRevived?: boolean;
  } {
    if (action.type === "turn-added") {
      const state = reduceChat(this.#state, action);
      // A line that is there twice.
      if (state === this.#state) return {};
      this.#owners.set(action.turn.id, writer);
      this.#state = state;
      return { action };
    }
    const { turnId } = action;
    const isRequest = action.type === "stop-requested" || action.type === "consent-given";
    if (isRequest && !this.#owners.has(turnId)) {
      this.#listener.asked(action);
      return {};
    }
    const before = this.#closed.get(turnId);
    const isRevived = before !== undefined && !isRequest;
    if (isRevived) {
      this.#closed.delete(turnId);
      const turns = this.#state.turns.map((turn) => (turn.id === turnId ? before : turn));
      this.#state = { ...this.#state, turns };
    }
    this.#state = reduceChat(this.#state, action);
    return { action, isRevived };
  }

  #ask(request: OwnerRequest): void {
    this.dispatch(request);
    // The other window should not have to wait.
    void this.#parts.store.flush();
  }

  /** Turns that another window runs, as far as is known. */
  #followed(): readonly Turn[] {
    return this.#state.turns.filter((turn) => turn.phase !== "done" && this.#owners.has(turn.id));
  }

  /** A timer runs only while there is something to wait for. */
  #follow(): void {
    const isFollowing = !this.#isDisposed && this.#followed().length > 0;
    if (isFollowing === this.isFollowing) return;
    clearInterval(this.#timer);
    this.#timer = isFollowing ? setInterval(() => void this.#check(), CHECK_MS) : undefined;
    this.#listener.followingChanged(isFollowing);
  }

  async #check(): Promise<void> {
    this.#checks += 1;
    await this.catchUp();
    if (this.#checks % CHECKS_PER_LIFE_SIGN !== 0 || this.#isDisposed) return;
    await this.checkOwners();
  }

  async #closeDead(): Promise<readonly ChatAction[]> {
    const followed = this.#followed();
    if (followed.length === 0) return [];
    const changedAt = await this.#parts.store.changedAt(this.#state.conversationId);
    const dead = followed.filter(({ id }) => !this.#parts.liveness.isAlive(this.#owners.get(id), changedAt));
    for (const turn of dead) this.#closed.set(turn.id, turn);
    // Why it stops is said by the mark below the text; this goes on the card with the way out.
    const actions = closeInterrupted(dead, l10n.t("The rest of this answer is missing."));
    this.#state = actions.reduce(reduceChat, this.#state);
    return actions;
  }
}
