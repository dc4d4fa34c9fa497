import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { Clock, Logger } from "../core/ports";

const schema = v.object({
  v: v.literal(1),
  /** By provider id: when its key was stored, in milliseconds since 1970. */
  keys: v.record(v.string(), v.number()),
});

type Keys = v.InferOutput<typeof schema>["keys"];

/**
 * For which providers a key was stored, and when; never the key. A file of our own, because some editors keep their secret
 * storage and the extension's memory in the same browser: whoever loses one there loses both.
 */
export class StoredKeys {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #log: Logger;
  #writing: Promise<void> = Promise.resolve();

  /** `folder`: need not exist yet. */
  constructor(folder: string, clock: Clock, log: Logger) {
    this.#file = path.join(folder, "stored-keys.json");
    this.#clock = clock;
    this.#log = log;
  }

  /** Milliseconds since 1970; `undefined` when no key was stored for this provider, as far as is known. Never rejects. */
  async storedAt(providerId: string): Promise<number | undefined> {
    return (await this.#read())[providerId];
  }

  /** A key was stored. */
  remember(providerId: string): Promise<void> {
    return this.#change((keys) => ({ ...keys, [providerId]: this.#clock.now() }));
  }

  /** The key was removed on purpose, or nobody wants to hear of it any more. */
  forget(providerId: string): Promise<void> {
    return this.#change((keys) =>
      Object.fromEntries(Object.entries(keys).filter(([id]) => id !== providerId)),
    );
  }

  async #read(): Promise<Keys> {
    try {
      const result = v.safeParse(schema, JSON.parse(await readFile(this.#file, "utf8")));
      if (result.success) return result.output.keys;
    } catch (error) {
      this.#log.debug(`No list of stored keys (${error instanceof Error ? error.name : "unknown"}).`);
    }
    return {};
  }

  /** One after the other, each on what is on disk then: another window may have written meanwhile. */
  #change(change: (keys: Keys) => Keys): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      try {
        const content = JSON.stringify({ v: 1, keys: change(await this.#read()) });
        await mkdir(path.dirname(this.#file), { recursive: true });
        // Never half a file: written beside it, then put in its place.
        const beside = `${this.#file}.${process.pid}.tmp`;
        await writeFile(beside, content, "utf8");
        await rename(beside, this.#file);
      } catch (error) {
        this.#log.warn(`The list of stored keys could not be saved: ${String(error)}`);
      }
    });
    return this.#writing;
  }
}
