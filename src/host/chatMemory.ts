import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { Logger } from "../core/ports";

const schema = v.object({
  v: v.literal(1),
  conversationId: v.optional(v.string()),
  draft: v.optional(v.string()),
});

/** Typing is written after this pause: a killed process loses at most what was typed since. */
const WRITE_PAUSE_MS = 300;

/**
 * Which conversation is on show in this workspace, and what was typed but not sent. A file of our own: the editor's own
 * memory is written to disk too seldom to survive a killed window.
 */
export class ChatMemory {
  readonly #file: string;
  readonly #log: Logger;
  #conversationId: string | undefined;
  #draft = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** `folder`: need not exist yet. */
  constructor(folder: string, log: Logger) {
    this.#file = path.join(folder, "chat.json");
    this.#log = log;
  }

  /** Reads what was left behind; nothing of it when the file is missing or not ours. Never rejects. */
  async load(): Promise<{ readonly conversationId: string | undefined; readonly draft: string }> {
    try {
      const result = v.safeParse(schema, JSON.parse(await readFile(this.#file, "utf8")));
      if (result.success) {
        this.#conversationId = result.output.conversationId;
        this.#draft = result.output.draft ?? "";
      }
    } catch (error) {
      this.#log.debug(`No chat to come back to (${error instanceof Error ? error.name : "unknown"}).`);
    }
    return { conversationId: this.#conversationId, draft: this.#draft };
  }

  get draft(): string {
    return this.#draft;
  }

  saveDraft(text: string): void {
    if (text === this.#draft) return;
    this.#draft = text;
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_PAUSE_MS);
  }

  saveConversation(conversationId: string | undefined): void {
    this.#conversationId = conversationId;
    void this.flush();
  }

  /** Resolves when everything is on disk, or could not be written, which the log tells. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const content = {
      v: 1,
      ...(this.#conversationId !== undefined && { conversationId: this.#conversationId }),
      ...(this.#draft !== "" && { draft: this.#draft }),
    };
    try {
      await mkdir(path.dirname(this.#file), { recursive: true });
      // Never half a file: written beside it, then put in its place.
      const beside = `${this.#file}.${process.pid}.tmp`;
      await writeFile(beside, JSON.stringify(content), "utf8");
      await rename(beside, this.#file);
    } catch (error) {
      this.#log.warn(`The draft could not be saved: ${String(error)}`);
    }
  }
}
