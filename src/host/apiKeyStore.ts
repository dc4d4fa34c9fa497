import type * as vscode from "vscode";

/** Keys in the editor's secret storage, one entry per provider. Nothing is cached: a changed key is used at once. */
export class ApiKeyStore {
  readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent>;
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
    this.onDidChange = secrets.onDidChange;
  }

  async get(providerId: string): Promise<string | undefined> {
    return (await this.#secrets.get(entryOf(providerId))) || undefined;
  }

  async set(providerId: string, key: string): Promise<void> {
    await this.#secrets.store(entryOf(providerId), key);
  }
}

function entryOf(providerId: string): string {
  return `smartspec.key.${providerId}`;
}
