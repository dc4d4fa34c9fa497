import { appendFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { ChatAction } from "../core/chat/chatState";
import { parseConversation } from "../core/chat/parseConversation";
import type { Logger } from "../core/ports";

/** A killed process loses at most what arrived since the last write. */
const FLUSH_MS = 500;

/**
 * Conversations as append-only JSON Lines, one file each, written while an answer streams. Several windows may append to
 * the same file: each line is written by one call, and lines name their turn. A folder that cannot be written is reported
 * once; the chat goes on without it.
 */
export class ConversationStore {
  readonly #folder: string;
  readonly #log: Logger;
  readonly #onWriteFailed: () => void;
  #pending = new Map<string, ChatAction[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failed = false;

  constructor(folder: string, log: Logger, onWriteFailed: () => void) {
    this.#folder = folder;
    this.#log = log;
    this.#onWriteFailed = onWriteFailed;
  }

  /** Empty for a conversation that was never written. */
  async read(conversationId: string): Promise<readonly ChatAction[]> {
    let text: string;
    try {
      text = await readFile(this.#fileOf(conversationId), "utf8");
    } catch (error) {
      if (!isNotFound(error)) this.#log.warn(`Reading a conversation failed: ${String(error)}`);
      return [];
    }
    const { actions, skippedLines } = parseConversation(text);
    if (skippedLines > 0) this.#log.warn(`Skipped ${skippedLines} unreadable lines of a conversation file.`);
    return actions;
  }

  append(conversationId: string, action: ChatAction): void {
    const actions = this.#pending.get(conversationId) ?? [];
    const last = actions.at(-1);
    if (action.type === "answer-delta" && last?.type === "answer-delta" && last.turnId === action.turnId) {
      actions[actions.length - 1] = {
        ...last,
        text: last.text + action.text,
        reasoning: last.reasoning + action.reasoning,
      };
    } else {
      actions.push(action);
    }
    this.#pending.set(conversationId, actions);
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Writes what is waiting; resolves when it is on disk (or has failed). */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = this.#pending;
    this.#pending = new Map();
    // One after the other, so that lines stay in order.
    this.#writing = this.#writing.then(() => this.#write(pending));
    return this.#writing;
  }

  async #write(pending: ReadonlyMap<string, readonly ChatAction[]>): Promise<void> {
    try {
      if (pending.size > 0) await mkdir(this.#folder, { recursive: true });
      for (const [conversationId, actions] of pending) {
        const lines = actions.map((action) => JSON.stringify({ v: 1, ...action }) + "\n").join("");
        // The leading line break ends a line that a killed process left torn; blank lines mean nothing.
        await appendFile(this.#fileOf(conversationId), "\n" + lines, "utf8");
      }
    } catch (error) {
      this.#log.error(`Writing a conversation failed: ${String(error)}`);
      if (!this.#failed) this.#onWriteFailed();
      this.#failed = true;
    }
  }

  #fileOf(conversationId: string): string {
    return path.join(this.#folder, `${conversationId}.jsonl`);
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
