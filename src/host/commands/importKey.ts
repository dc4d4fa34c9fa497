import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import type { Clock } from "../../core/ports";
import { checkApiKey } from "../../core/providers/checkApiKey";
import {
  dotEnvFindings,
  type FoundAddress,
  type FoundKey,
  keyEnding,
} from "../../core/providers/dotEnvFindings";
import type { Environment } from "../../core/providers/environmentKey";
import { readDotEnv } from "../dotEnvFiles";
import type { ProviderDirectory } from "../providerDirectory";
import { addProvider, setBaseUrl } from "../providerSettings";
import { storeKey, type StoreKeyParts } from "./storeKey";

interface Parts extends StoreKeyParts {
  readonly providers: ProviderDirectory;
  readonly clock: Clock;
}

/**
 * Takes a key out of a `.env` file that the user chose: shows what is in it and for whom, and stores what is picked. An
 * address in the file is used only when it is picked, too. `nothing`: the file has no key or cannot be
 * read, and the user was told.
 */
export async function importKey(uri: vscode.Uri, parts: Parts): Promise<"stored" | "cancelled" | "nothing"> {
  let variables: Environment;
  try {
    variables = await readDotEnv(uri);
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    tell(error.message);
    return "nothing";
  }
  for (;;) {
    const { keys, addresses, problems } = dotEnvFindings(variables, parts.providers.all());
    for (const { key, providerId } of keys) parts.secrets.add(key, providerId);
    if (keys.length === 0 && addresses.length === 0) {
      tell(l10n.t("There is no key for a known provider in {0}.", ".env"), ...problems);
      return "nothing";
    }
    const picked = await vscode.window.showQuickPick([...keys.map(keyItem), ...addresses.map(addressItem)], {
      placeHolder: l10n.t("What should be taken from {0}?", ".env"),
      ignoreFocusOut: true,
    });
    if (!picked) return "cancelled";
    if ("address" in picked) {
      await setBaseUrl(picked.address.provider.id, picked.address.url, parts.settings);
      continue;
    }
    const refusal = await takeKey(picked.key, parts);
    if (refusal === undefined) {
      tell(...addresses.map(unusedSentence), ...problems);
      return "stored";
    }
    // The list comes again: another key may be good.
    void vscode.window.showErrorMessage(refusal);
  }
}

/** The sentence why not, when the key was not stored. */
async function takeKey({ provider, key }: FoundKey, parts: Parts): Promise<string | undefined> {
  const checked = checkApiKey(key, provider, parts.clock.now());
  if (!checked.ok) return checked.problem;
  const refusal = await storeKey(provider, checked.key, parts);
  if (refusal !== undefined) return refusal;
  if (checked.warning !== undefined) tell(checked.warning);
  if (!parts.providers.all().some(({ id }) => id === provider.id))
    await addProvider(provider, parts.settings);
  return undefined;
}

/** Enough to know the key by, and to see where it would go. */
function keyItem(key: FoundKey) {
  const ending = keyEnding(key.key);
  return {
    label: key.variable,
    description: ending === undefined ? "" : `…${ending}`,
    detail: l10n.t("Store for {0} at {1}", key.provider.displayName, key.provider.baseUrl),
    key,
  };
}

function addressItem(address: FoundAddress) {
  const { provider, variable, url, warning } = address;
  return {
    label: l10n.t("Also use {0} for {1}, in your user settings", url, provider.displayName),
    description: variable,
    detail:
      warning ?? l10n.t("Everything for {0}, its key too, goes there from then on.", provider.displayName),
    address,
  };
}

function unusedSentence({ provider, variable, url }: FoundAddress): string {
  return l10n.t(
    "{0} names another address for {1}, {2}; it is not used.",
    variable,
    provider.displayName,
    url,
  );
}

function tell(...sentences: readonly string[]): void {
  for (const sentence of sentences) void vscode.window.showInformationMessage(sentence);
}
