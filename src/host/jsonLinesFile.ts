import { copyFile, mkdir, open, readdir, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { type AppendBytes, appendBytes, errorCode } from "./appendBytes";
import { jsonLine, JsonLines, type StoredLine } from "./jsonLines";
import type { StorageNotices } from "./storageNotices";

/** A write that failed is done again after this pause, or with a later `flush`. */
const RETRY_MS = 10_000;
/** What waits for a disk that takes nothing must not fill the memory. */
const MOST_WAITING = 16_000_000;

export interface JsonLinesParts {
  /** Id of this window: tells its lines from those of others. */
  readonly windowId: string;
  readonly notices: StorageNotices;
  /** Absent: the disk. */
  readonly append?: AppendBytes;
  /** How much may wait for the disk, in UTF-16 units; 16 million when absent. */
  readonly mostWaiting?: number;
}

/**
 * An append-only file of JSON Lines, to which several windows may append at once. Lines that could not be written are
 * kept and written later. Nothing is ever deleted: a file that is not ours is set aside under another name.
 */
export class JsonLinesFile<T extends object> {
  readonly #file: string;
  readonly #parts: JsonLinesParts;
  readonly #append: AppendBytes;
  readonly #parse: (data: unknown) => T | undefined;
  #lines: JsonLines<T>;
  /** Read before anybody asked for it. */
  #unread: StoredLine<T>[] = [];
  #waiting: string[] = [];
  #waitingLength = 0;
  #written = 0;
  #count = 0;
  #replaces = false;
  #isExamined = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** One after the other, so that lines stay in order. */
  #work: Promise<void> = Promise.resolve();

  /** `parse`: what a line of ours holds; `undefined` when it is not ours. */
  constructor(file: string, parse: (data: unknown) => T | undefined, parts: JsonLinesParts) {
    this.#file = file;
    this.#parts = parts;
    this.#append = parts.append ?? appendBytes;
    this.#parse = parse;
    this.#lines = new JsonLines(parse);
  }

  /** Length of everything that was put into the file here, in UTF-16 units. */
  get writtenLength(): number {
    return this.#written;
  }

  /** Everything that was put into the queue is on disk. */
  get isSaved(): boolean {
    return this.#waiting.length === 0;
  }

  /** Puts a line into the queue; `write` or `flush` sends it to the disk. */
  append(data: T): void {
    this.#count += 1;
    const line = jsonLine(this.#parts.windowId, this.#count, data);
    const most = this.#parts.mostWaiting ?? MOST_WAITING;
    if (this.#waitingLength + line.length > most && this.#waiting.length > 0) {
      this.#parts.notices.dropped(this.#file);
      return;
    }
    this.#waiting.push(line);
    this.#waitingLength += line.length;
  }

  /** For a file that only this window writes: this line takes the place of everything before it. */
  replace(data: T): void {
    this.#replaces = true;
    this.#waiting = [];
    this.#waitingLength = 0;
    this.append(data);
  }

  /** Writes what waits, unless writing has failed just now: then the next try comes by itself. Never rejects. */
  write(): Promise<void> {
    return this.#retry === undefined ? this.flush() : this.#work;
  }

  /** Writes what waits, in any case. Resolves when it is on disk, or could not be written. Never rejects. */
  flush(): Promise<void> {
    this.#work = this.#work.then(() => this.#write());
    return this.#work;
  }

  /** The whole lines that came since the last time, this window's own among them; the first time all. Never rejects. */
  read(): Promise<readonly StoredLine<T>[]> {
    const read = this.#work.then(async () => {
      await this.#pull();
      const lines = this.#unread;
      this.#unread = [];
      return lines;
    });
    this.#work = read.then(() => undefined);
    return read;
  }

  /** When anybody wrote to it last, in milliseconds since 1970; 0 when that cannot be known. */
  async changedAt(): Promise<number> {
    try {
      return (await stat(this.#file)).mtimeMs;
    } catch {
      return 0;
    }
  }

  dispose(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
  }

  async #write(): Promise<void> {
    if (this.#waiting.length === 0) return;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    if (!this.#isExamined) await this.#pull();
    const waiting = this.#waiting;
    const { length } = waiting;
    const text = waiting.join("");
    const replaces = this.#replaces;
    this.#replaces = false;
    try {
      if (replaces) await replaceFile(this.#file, text);
      // The leading line break ends a line that a killed process left torn; blank lines mean nothing.
      else await this.#append(this.#file, Buffer.from(`\n${text}`));
    } catch (error) {
      this.#replaces ||= replaces;
      this.#parts.notices.writeFailed(this.#file, error);
      this.#retry = setTimeout(() => void this.flush(), RETRY_MS);
      this.#retry.unref();
      return;
    }
    this.#written = replaces ? text.length : this.#written + text.length;
    // What was replaced meanwhile waits no longer.
    if (waiting === this.#waiting) this.#waitingLength -= text.length;
    waiting.splice(0, length);
    this.#parts.notices.writeWorks(this.#file);
  }

  async #pull(): Promise<void> {
    const damagedBefore = this.#lines.damaged;
    try {
      const bytes = await readFrom(this.#file, this.#lines.position);
      // Shorter than what was read: somebody put another file in its place.
      if (bytes === undefined) return this.#lines.restart();
      this.#unread.push(...this.#lines.take(bytes));
      if (!this.#isExamined) await this.#examine();
      this.#isExamined = true;
    } catch (error) {
      const code = errorCode(error);
      if (code === "EISDIR") await this.#setAside(true);
      else if (code !== "ENOENT") return this.#parts.notices.readFailed(this.#file, error);
      // What is not there holds nothing of others.
      this.#isExamined = true;
      return;
    }
    const damaged = this.#lines.damaged - damagedBefore;
    if (damaged > 0) this.#parts.notices.damagedLines(this.#file, damaged);
  }

  /** Before this window adds anything: what it cannot read must not be lost among what it writes. */
  async #examine(): Promise<void> {
    if (this.#lines.isUnusable) {
      await this.#setAside(true);
      this.#lines = new JsonLines(this.#parse);
    } else if (this.#lines.lastUnknownEnd > 0 && !(await this.#wasSetAside())) {
      await this.#setAside(false);
    }
  }

  /** The file only grows: a copy that reaches behind the last unknown line has all of them. */
  async #wasSetAside(): Promise<boolean> {
    const folder = path.dirname(this.#file);
    const prefix = `${path.basename(this.#file)}.set-aside-`;
    for (const name of await readdir(folder)) {
      if (!name.startsWith(prefix)) continue;
      if ((await stat(path.join(folder, name))).size >= this.#lines.lastUnknownEnd) return true;
    }
    return false;
  }

  async #setAside(isWhole: boolean): Promise<void> {
    const time = new Date().toISOString().replaceAll(":", "");
    const aside = `${this.#file}.set-aside-${time}`;
    try {
      await (isWhole ? rename(this.#file, aside) : copyFile(this.#file, aside));
    } catch (error) {
      // Another window has done it.
      if (errorCode(error) !== "ENOENT") this.#parts.notices.readFailed(this.#file, error);
      return;
    }
    this.#parts.notices.setAside(aside, isWhole);
  }
}

/** `undefined` when the file is shorter than `position`. */
async function readFrom(file: string, position: number): Promise<Uint8Array | undefined> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    if (size < position) return undefined;
    const bytes = new Uint8Array(size - position);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length, position + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}

/** Never half a file: written beside it, then put in its place. */
async function replaceFile(file: string, text: string): Promise<void> {
  const beside = `${file}.tmp`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(beside, text, "utf8");
  await rename(beside, file);
}
