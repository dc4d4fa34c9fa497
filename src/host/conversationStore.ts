import { type FSWatcher, watch } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { ChatAction } from "../core/chat/chatState";
import { parseStoredAction, type StoredAction } from "../core/chat/parseConversation";
import type { Logger } from "../core/ports";
import type { StoredLine } from "./jsonLines";
import { JsonLinesFile, type JsonLinesParts } from "./jsonLinesFile";
import type { WindowIdentity } from "./writerLiveness";

/** A killed process loses at most what arrived since the last write. */
const FLUSH_MS = 500;

/**
 * Conversations as append-only JSON Lines, one file each, written while an answer streams. Several windows may append to
 * the same file, and see what the others append: lines name their turn and their window.
 */
export class ConversationStore {
  readonly #folder: string;
  readonly #window: WindowIdentity;
  readonly #parts: Omit<JsonLinesParts, "windowId">;
  readonly #log: Logger;
  readonly #files = new Map<string, JsonLinesFile<StoredAction>>();
  #pending = new Map<string, StoredAction[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(folder: string, window: WindowIdentity, log: Logger, parts: Omit<JsonLinesParts, "windowId">) {
    this.#folder = folder;
    this.#window = window;
    this.#log = log;
    this.#parts = parts;
  }

  /** What came since the last time; the first time all of it. Empty for a conversation that was never written. */
  read(conversationId: string): Promise<readonly StoredLine<StoredAction>[]> {
    return this.#fileOf(conversationId).read();
  }

  /** All of it, whatever was read before. Empty for a conversation that was never written. */
  async readWhole(conversationId: string): Promise<readonly StoredLine<StoredAction>[]> {
    await this.flush();
    return this.#open(conversationId).read();
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
    } else if (action.type === "turn-added") {
      const { host, pid } = this.#window;
      actions.push({ ...action, writer: { host, pid } });
    } else {
      actions.push(action);
    }
    this.#pending.set(conversationId, actions);
    this.#timer ??= setTimeout(() => void this.#save((file) => file.write()), FLUSH_MS);
  }

  /** Writes what is waiting; resolves when it is on disk (or has failed). */
  flush(): Promise<void> {
    return this.#save((file) => file.flush());
  }

  /** When any window wrote to it last, in milliseconds since 1970. */
  changedAt(conversationId: string): Promise<number> {
    return this.#fileOf(conversationId).changedAt();
  }

  /** Calls back when the conversation may have changed on disk. Returns what ends that. */
  async watch(conversationId: string, onChange: () => void): Promise<() => void> {
    const name = `${conversationId}.jsonl`;
    let watcher: FSWatcher;
    try {
      await mkdir(this.#folder, { recursive: true });
      // The folder, because the file may not be there yet.
      watcher = watch(this.#folder, { persistent: false }, (_event, changed) => {
        if (changed === null || changed === name) onChange();
      });
    } catch (error) {
      this.#log.warn(`Other windows cannot be followed at once: ${String(error)}`);
      return () => undefined;
    }
    watcher.on("error", (error) => {
      this.#log.warn(`Other windows are no longer followed at once: ${String(error)}`);
      watcher.close();
    });
    return () => watcher.close();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const file of this.#files.values()) file.dispose();
  }

  async #save(write: (file: JsonLinesFile<StoredAction>) => Promise<void>): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = this.#pending;
    this.#pending = new Map();
    for (const [conversationId, actions] of pending) {
      const file = this.#fileOf(conversationId);
      for (const action of actions) file.append(action);
    }
    await Promise.all([...this.#files.values()].map(write));
  }

  #fileOf(conversationId: string): JsonLinesFile<StoredAction> {
    let file = this.#files.get(conversationId);
    if (!file) {
      file = this.#open(conversationId);
      this.#files.set(conversationId, file);
    }
    return file;
  }

  #open(conversationId: string): JsonLinesFile<StoredAction> {
    return new JsonLinesFile(path.join(this.#folder, `${conversationId}.jsonl`), parseStoredAction, {
      ...this.#parts,
      windowId: this.#window.id,
    });
  }
}
