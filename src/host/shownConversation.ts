import { randomUUID } from "node:crypto";
import path from "node:path";
import * as v from "valibot";
import type { Logger } from "../core/ports";
import { JsonLinesFile, type JsonLinesParts } from "./jsonLinesFile";
import { takeOverOldChat } from "./oldChatMemory";

/** A name that is nothing else, as it becomes the name of a file. */
const schema = v.object({ conversationId: v.pipe(v.string(), v.uuid()) });
type Shown = v.InferOutput<typeof schema>;

/**
 * Which conversation of this workspace was begun or gone on with last, as an append-only log that all windows share: a
 * new window shows the newest.
 */
export class ShownConversation {
  readonly #folder: string;
  readonly #oldFolder: string;
  readonly #log: Logger;
  readonly #windowId: string;
  readonly #file: JsonLinesFile<Shown>;
  #newest: string | undefined;

  /** `folder`: need not exist yet. `oldFolder`: where the first version kept its files. */
  constructor(folder: string, oldFolder: string, log: Logger, parts: JsonLinesParts) {
    this.#folder = folder;
    this.#oldFolder = oldFolder;
    this.#log = log;
    this.#windowId = parts.windowId;
    this.#file = new JsonLinesFile(
      path.join(folder, "shown.jsonl"),
      (data) => {
        const result = v.safeParse(schema, data);
        return result.success ? result.output : undefined;
      },
      parts,
    );
  }

  /**
   * The conversation to show. In a workspace without one it is a new one; windows that open at the same time agree on
   * it. `olderDraft`: what the first version left, the first time only. Never rejects.
   */
  async load(): Promise<{ readonly conversationId: string; readonly olderDraft?: string }> {
    const last = (await this.#file.read()).at(-1);
    if (last) {
      this.#newest = last.value.conversationId;
      return { conversationId: this.#newest };
    }
    const memory = await takeOverOldChat(this.#oldFolder, this.#folder, this.#log);
    const proposed = memory.conversationId ?? randomUUID();
    this.#file.append({ conversationId: proposed });
    await this.#file.flush();
    // Whose line came first is the same for everybody; without a file everybody is alone.
    const first = (await this.#file.read())[0];
    this.#newest = first?.value.conversationId ?? proposed;
    const isFirst = first === undefined || first.by === this.#windowId;
    return {
      conversationId: this.#newest,
      ...(isFirst && memory.draft !== undefined && { olderDraft: memory.draft }),
    };
  }

  /** This window begins this conversation, or goes on with it. */
  async note(conversationId: string): Promise<void> {
    this.#newest = (await this.#file.read()).at(-1)?.value.conversationId ?? this.#newest;
    if (this.#newest === conversationId) return;
    this.#newest = conversationId;
    this.#file.append({ conversationId });
    await this.#file.write();
  }

  flush(): Promise<void> {
    return this.#file.flush();
  }

  dispose(): void {
    this.#file.dispose();
  }
}
