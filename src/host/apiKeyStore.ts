import type * as vscode from "vscode";
import type { KnownSecrets } from "../core/knownSecrets";
import type { StoredKeys } from "./storedKeys";

type Secrets = Pick<vscode.SecretStorage, "get" | "store" | "onDidChange">;

/**
 * Keys in the editor's secret storage, one entry per provider. Nothing is cached: a changed key is used at once. Whatever
 * comes out of it or goes into it is known as a secret before anybody else has it.
 */
export class ApiKeyStore {
  readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent>;
  readonly #secrets: Secrets;
  readonly #known: KnownSecrets;
  readonly #stored: Pick<StoredKeys, "remember">;

  constructor(secrets: Secrets, known: KnownSecrets, stored: Pick<StoredKeys, "remember">) {
    this.#secrets = secrets;
    this.#known = known;
    this.#stored = stored;
    this.onDidChange = secrets.onDidChange;
  }

  async get(providerId: string): Promise<string | undefined> {
    const key = (await this.#secrets.get(entryOf(providerId))) || undefined;
    if (key !== undefined) this.#known.add(key, providerId);
    return key;
  }

  async set(providerId: string, key: string): Promise<void> {
    this.#known.add(key, providerId);
    await this.#secrets.store(entryOf(providerId), key);
    await this.#stored.remember(providerId);
  }
}

function entryOf(providerId: string): string {
  return `smartspec.key.${providerId}`;
}
