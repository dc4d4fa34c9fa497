import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import type { KnownSecrets } from "../../core/knownSecrets";
import type { AccountProfile, Logger } from "../../core/ports";
import type { ProviderConfig } from "../../core/providers/providerConfig";
import type { ApiKeyStore } from "../apiKeyStore";
import type { GatewayFactory } from "../../node/gatewayFactory";
import type { Settings } from "../settings";

export interface StoreKeyParts {
  readonly keys: ApiKeyStore;
  readonly secrets: KnownSecrets;
  readonly gateways: GatewayFactory;
  readonly settings: Settings;
  readonly log: Logger;
}

/**
 * Checks a key against its account and stores it; says so, with the account's name. A refused key is not stored, and what
 * is given back is the sentence why.
 */
export async function storeKey(
  provider: ProviderConfig,
  key: string,
  parts: StoreKeyParts,
): Promise<string | undefined> {
  parts.secrets.add(key, provider.id);
  const checked = await checkWithGateway(provider, key, parts);
  if (!checked.ok) return checked.sentence;
  await parts.keys.set(provider.id, key);
  offerToUse(provider, checked.sentence, parts.settings);
  return undefined;
}

/** A key for another provider does not change who is asked, and paid, next: the user decides that. */
function offerToUse(provider: ProviderConfig, sentence: string, settings: Settings): void {
  const buttons = provider.id === settings.provider ? [] : [l10n.t("Use {0} Now", provider.displayName)];
  void vscode.window
    .showInformationMessage(sentence, ...buttons)
    .then((choice) => (choice === undefined ? undefined : settings.update("provider", provider.id)));
}

/** A refused key is not stored; one that could not be checked is, and the user is told so. */
async function checkWithGateway(
  provider: ProviderConfig,
  key: string,
  parts: StoreKeyParts,
): Promise<{ readonly ok: boolean; readonly sentence: string }> {
  try {
    const gateway = await parts.gateways.create(provider, { apiKey: key });
    const profile = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Window,
        title: l10n.t("Checking the key with {0}", provider.displayName),
      },
      () => gateway.getProfile(),
    );
    return { ok: true, sentence: acceptedSentence(provider, profile) };
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    if (error.code === "authentication" || error.code === "forbidden") {
      return { ok: false, sentence: error.message };
    }
    parts.log.info(`The key could not be checked (${error.code}).`);
    return { ok: true, sentence: l10n.t("The key is stored, but could not be checked: {0}", error.message) };
  }
}

function acceptedSentence(provider: ProviderConfig, profile: AccountProfile | undefined): string {
  const account = profile?.email ?? profile?.name;
  if (!profile) {
    return l10n.t(
      "The key for {0} is stored. The first answer will show whether it works.",
      provider.displayName,
    );
  }
  return account === undefined
    ? l10n.t("{0} accepts this key.", provider.displayName)
    : l10n.t("{0} accepts this key. Account: {1}", provider.displayName, account);
}
