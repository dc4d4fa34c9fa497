import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { type ModelList, parseStoredModels, serializeModels } from "../core/models/storedModels";
import type { Logger } from "../core/ports";
import type { GatewayConnection } from "../core/providers/providerConfig";

/** Whose list it is: another key, organisation or address may see other models. */
type Account = Pick<GatewayConnection, "provider" | "apiKey" | "organizationId">;

/** The model lists of last time, for when nobody can be asked. One file per account; it tells nothing of the key. */
export class ModelListFiles {
  readonly #folder: string;
  readonly #log: Logger;

  /** `folder`: need not exist yet. */
  constructor(folder: string, log: Logger) {
    this.#folder = folder;
    this.#log = log;
  }

  /** `undefined` when there is none, or none that can be read. Never rejects. */
  async read(account: Account): Promise<ModelList | undefined> {
    try {
      return parseStoredModels(await readFile(this.#fileOf(account), "utf8"));
    } catch {
      return undefined;
    }
  }

  /** Never rejects: it is a convenience. */
  async write(account: Account, list: ModelList): Promise<void> {
    const file = this.#fileOf(account);
    const beside = `${file}.${process.pid}.tmp`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(beside, serializeModels(list), "utf8");
      await rename(beside, file);
    } catch (error) {
      this.#log.debug(`The model list could not be kept: ${error instanceof Error ? error.message : ""}`);
    }
  }

  #fileOf({ provider, apiKey = "", organizationId = "" }: Account): string {
    const account = JSON.stringify([provider.id, provider.baseUrl, organizationId, apiKey]);
    const name = createHash("sha256").update(account).digest("hex").slice(0, 32);
    return path.join(this.#folder, `${name}.json`);
  }
}
