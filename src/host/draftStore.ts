import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { Clock, Logger } from "../core/ports";
import { type Writer, writerSchema } from "../core/writer";
import { errorCode } from "./appendBytes";
import { JsonLinesFile, type JsonLinesParts } from "./jsonLinesFile";
import type { WindowIdentity, WriterLiveness } from "./writerLiveness";

/** Typing is written after this pause: a killed process loses at most what was typed since. */
const WRITE_PAUSE_MS = 300;
/** A file that has grown beyond this (UTF-16 units), and beyond so many times its draft, is written anew. */
const MOST_LENGTH = 65_536;
const MOST_DRAFTS = 8;

const schema = v.object({
  /** The whole text, each time. */
  text: v.string(),
  /** Milliseconds since 1970. */
  at: v.number(),
  writer: writerSchema,
  /** Drafts of other windows that went over into this one: by window, up to which of its lines. */
  taken: v.optional(v.record(v.string(), v.number())),
});
type DraftLine = v.InferOutput<typeof schema>;

/** The draft of another window, as its file says. */
interface OtherDraft {
  readonly file: string;
  readonly windowId: string;
  readonly n: number;
  /** Empty when it was sent, or went over into another window. */
  readonly text: string;
  readonly at: number;
  readonly isGone: boolean;
}

interface DraftStoreParts extends Omit<JsonLinesParts, "windowId"> {
  readonly window: WindowIdentity;
  readonly liveness: WriterLiveness;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * What was typed but not sent: one append-only file per window. A new window goes on with the newest draft of a window
 * that is gone; of one that is still there, such as a forgotten browser tab, both have it then.
 */
export class DraftStore {
  readonly #folder: string;
  readonly #parts: DraftStoreParts;
  readonly #file: JsonLinesFile<DraftLine>;
  #text = "";
  #recall: readonly string[] = [];
  readonly #taken: Record<string, number> = {};
  #hasChanged = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `folder`: need not exist yet. */
  constructor(folder: string, parts: DraftStoreParts) {
    this.#folder = folder;
    this.#parts = parts;
    this.#file = this.#open(path.join(folder, `${parts.window.id}.jsonl`));
  }

  get text(): string {
    return this.#text;
  }

  /** Drafts that other windows left behind, newest first. */
  get recall(): readonly string[] {
    return this.#recall;
  }

  /** Takes up what was left behind; `older`: by a version that had one draft for all windows. Never rejects. */
  async load(older = ""): Promise<void> {
    const others = await this.#others();
    const left = others.filter(({ text }) => text !== "").toSorted((a, b) => b.at - a.at);
    const next = left.find(({ isGone }) => isGone) ?? left[0];
    // What was typed since is newer.
    const takes = this.#text === "" ? next : undefined;
    if (this.#text === "") this.#text = takes?.text ?? older;
    const rest = left.filter((draft) => draft !== takes).map(({ text }) => text);
    this.#recall = [...new Set(rest)].filter((text) => text !== this.#text);
    if (takes) this.#taken[takes.windowId] = takes.n;
    this.#hasChanged ||= this.#text !== "" || Object.keys(this.#taken).length > 0;
    if (!(await this.#save())) return;
    // What these files held stands in this window's own file by now, or was nothing.
    const used = others.filter((draft) => draft.isGone && (draft.text === "" || draft === takes));
    await Promise.all(used.map(({ file }) => this.#remove(file)));
    for (const { windowId } of used) delete this.#taken[windowId];
  }

  save(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#hasChanged = true;
    this.#timer ??= setTimeout(() => void this.#save(), WRITE_PAUSE_MS);
  }

  /** Resolves when the draft is on disk, or could not be written. Never rejects. */
  async flush(): Promise<void> {
    await this.#save();
    await this.#file.flush();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#file.dispose();
  }

  /** Resolves with whether everything is on disk. */
  async #save(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#hasChanged) {
      this.#hasChanged = false;
      const { id: _id, ...writer } = this.#parts.window;
      const taken = { ...this.#taken };
      const line = { text: this.#text, at: this.#parts.clock.now(), writer, taken };
      const isTooLong = this.#file.writtenLength > MOST_LENGTH + MOST_DRAFTS * line.text.length;
      // What could not be written is older than this: nobody needs it any more.
      if (isTooLong || !this.#file.isSaved) this.#file.replace(line);
      else this.#file.append(line);
    }
    await this.#file.write();
    return this.#file.isSaved;
  }

  /** The drafts of all other windows, and in `#taken` which of them went over into another one. */
  async #others(): Promise<readonly OtherDraft[]> {
    let names: readonly string[];
    try {
      names = await readdir(this.#folder);
    } catch (error) {
      if (errorCode(error) !== "ENOENT") this.#parts.log.warn(`Drafts cannot be read: ${String(error)}`);
      return [];
    }
    const lasts = await Promise.all(
      names
        .filter((name) => name.endsWith(".jsonl") && name !== `${this.#parts.window.id}.jsonl`)
        .map(async (name) => {
          const file = path.join(this.#folder, name);
          const last = (await this.#open(file).read()).at(-1);
          return last && { ...last.value, file, windowId: path.basename(name, ".jsonl"), n: last.n ?? 0 };
        }),
    );
    const found = lasts.filter((last) => last !== undefined);
    const known = new Set(found.map(({ windowId }) => windowId));
    for (const { taken } of found) {
      for (const [windowId, n] of Object.entries(taken ?? {})) {
        if (known.has(windowId)) this.#taken[windowId] = Math.max(this.#taken[windowId] ?? 0, n);
      }
    }
    return found.map(({ file, windowId, n, text, at, writer }) => ({
      file,
      windowId,
      n,
      at,
      text: (this.#taken[windowId] ?? -1) >= n ? "" : text,
      isGone: this.#isGone(writer, at),
    }));
  }

  #isGone(writer: Writer, at: number): boolean {
    const { window, liveness } = this.#parts;
    return writer.host === window.host ? !liveness.hasProcess(writer) : !liveness.isAlive(writer, at);
  }

  #open(file: string): JsonLinesFile<DraftLine> {
    return new JsonLinesFile(file, parseDraft, { ...this.#parts, windowId: this.#parts.window.id });
  }

  async #remove(file: string): Promise<void> {
    try {
      await rm(file);
    } catch (error) {
      // Another window has done it, or the folder is read-only: then it is empty for everybody all the same.
      this.#parts.log.debug(`A used draft stays on disk: ${String(error)}`);
    }
  }
}

function parseDraft(data: unknown): DraftLine | undefined {
  const result = v.safeParse(schema, data);
  return result.success ? result.output : undefined;
}
