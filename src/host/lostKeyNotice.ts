import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { keyVariable } from "../core/providers/environmentKey";
import type { ProviderConfig } from "../core/providers/providerConfig";
import type { ProviderDirectory } from "./providerDirectory";
import type { StoredKeys } from "./storedKeys";

/**
 * Says once per window that a key which was stored is gone: remote and browser editors may keep secrets in memory or in
 * one browser only. Looks when a key is first needed, not before.
 */
export class LostKeyNotice implements vscode.Disposable {
  readonly #stored: StoredKeys;
  readonly #looked = new Set<string>();
  readonly #listener: vscode.Disposable;

  constructor(providers: Pick<ProviderDirectory, "onDidMissKey">, stored: StoredKeys) {
    this.#stored = stored;
    this.#listener = providers.onDidMissKey((provider) => {
      if (this.#looked.has(provider.id)) return;
      this.#looked.add(provider.id);
      void this.#look(provider);
    });
  }

  async #look({ id, displayName }: ProviderConfig): Promise<void> {
    if ((await this.#stored.storedAt(id)) === undefined) return;
    const variable = keyVariable(id);
    const sentence =
      variable === undefined
        ? l10n.t(
            "The key for {0} is no longer in the editor's secret storage; some remote and browser editors do not keep it. Add it again.",
            displayName,
          )
        : l10n.t(
            "The key for {0} is no longer in the editor's secret storage; some remote and browser editors do not keep it. Add it again, or set {1} in the environment of the server.",
            displayName,
            variable,
          );
    const add = l10n.t("Add Key");
    const copy = l10n.t("Copy Variable Name");
    const never = l10n.t("Don't Show Again");
    const buttons = variable === undefined ? [add, never] : [add, copy, never];
    const choice = await vscode.window.showWarningMessage(sentence, ...buttons);
    if (choice === add) await vscode.commands.executeCommand("smartspec.configureKey", id);
    else if (choice === copy) await vscode.env.clipboard.writeText(variable ?? "");
    else if (choice === never) await this.#stored.forget(id);
  }

  dispose(): void {
    this.#listener.dispose();
  }
}
