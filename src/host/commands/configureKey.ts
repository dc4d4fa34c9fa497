import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import type { AccountProfile, Clock, Logger } from "../../core/ports";
import { checkApiKey } from "../../core/providers/checkApiKey";
import { normalizeBaseUrl } from "../../core/providers/normalizeBaseUrl";
import type { ProviderConfig } from "../../core/providers/providerConfig";
import { customProvider, providerTemplates } from "../../core/providers/providerTemplates";
import type { ApiKeyStore } from "../apiKeyStore";
import type { GatewayFactory } from "../gatewayFactory";
import type { ProviderDirectory } from "../providerDirectory";
import type { Settings } from "../settings";

interface Parts {
  readonly keys: ApiKeyStore;
  readonly providers: ProviderDirectory;
  readonly gateways: GatewayFactory;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Asks for a key, checks it against the account, and stores it. True when a key is now stored that was accepted or could not be checked. */
export async function configureKey(providerId: string | undefined, parts: Parts): Promise<boolean> {
  const provider = providerId === undefined ? await pickProvider(parts) : parts.providers.get(providerId);
  if (!provider) return false;
  let typed = "";
  for (;;) {
    const key = await askForKey(provider, typed, parts.clock);
    if (key === undefined) return false;
    const checked = await checkWithGateway(provider, key, parts);
    if (checked.ok) {
      await parts.keys.set(provider.id, key);
      offerToUse(provider, checked.sentence, parts.settings);
      return true;
    }
    // The key stays in the box: most are one character short.
    typed = key;
    const again = l10n.t("Try Again");
    if ((await vscode.window.showErrorMessage(checked.sentence, again)) !== again) return false;
  }
}

/** A key for another provider does not change who is asked, and paid, next: the user decides that. */
function offerToUse(provider: ProviderConfig, sentence: string, settings: Settings): void {
  const buttons = provider.id === settings.provider ? [] : [l10n.t("Use {0} Now", provider.displayName)];
  void vscode.window
    .showInformationMessage(sentence, ...buttons)
    .then((choice) => (choice === undefined ? undefined : settings.update("provider", provider.id)));
}

function askForKey(provider: ProviderConfig, value: string, clock: Clock): Thenable<string | undefined> {
  return vscode.window
    .showInputBox({
      title: l10n.t("API key for {0}", provider.displayName),
      prompt:
        provider.kind === "kilocode"
          ? l10n.t(
              "Paste the key from your profile at app.kilo.ai. It is kept in the editor's secret storage.",
            )
          : l10n.t("Paste the key. It is kept in the editor's secret storage."),
      password: true,
      ignoreFocusOut: true,
      value,
      validateInput: (text) => {
        if (text === "") return undefined;
        const result = checkApiKey(text, provider, clock.now());
        if (!result.ok) return { message: result.problem, severity: vscode.InputBoxValidationSeverity.Error };
        return result.warning === undefined
          ? undefined
          : { message: result.warning, severity: vscode.InputBoxValidationSeverity.Warning };
      },
    })
    .then((text) => {
      const result = text === undefined ? undefined : checkApiKey(text, provider, clock.now());
      return result?.ok ? result.key : undefined;
    });
}

/** A refused key is not stored; one that could not be checked is, and the user is told so. */
async function checkWithGateway(
  provider: ProviderConfig,
  key: string,
  parts: Parts,
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

async function pickProvider(parts: Parts): Promise<ProviderConfig | undefined> {
  const known = parts.providers.all();
  const templates = providerTemplates().filter(({ id }) => !known.some((provider) => provider.id === id));
  const items = [...known, ...templates].map((provider) => ({
    label: provider.displayName,
    description: provider.baseUrl,
    detail: provider.description ?? "",
    provider,
  }));
  const custom = {
    label: l10n.t("Another server…"),
    description: l10n.t("Any OpenAI-compatible address"),
    detail: "",
    provider: undefined,
  };
  const picked = await vscode.window.showQuickPick([...items, custom], {
    placeHolder: l10n.t("Whose key is it?"),
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  if (picked.provider && known.includes(picked.provider)) return picked.provider;
  const provider = picked.provider ?? (await askForCustomProvider(known.map(({ id }) => id)));
  if (!provider) return undefined;
  await addToSettings(provider, parts.settings);
  return provider;
}

async function askForCustomProvider(existingIds: readonly string[]): Promise<ProviderConfig | undefined> {
  const address = await vscode.window.showInputBox({
    title: l10n.t("Address of the server"),
    prompt: l10n.t("The base URL, without /chat/completions."),
    placeHolder: "https://llm.example.com/v1",
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === "") return undefined;
      const result = normalizeBaseUrl(text);
      if (!result.ok) return { message: result.problem, severity: vscode.InputBoxValidationSeverity.Error };
      const note = result.warning ?? result.changed;
      return note === undefined
        ? undefined
        : { message: note, severity: vscode.InputBoxValidationSeverity.Warning };
    },
  });
  const result = address === undefined ? undefined : normalizeBaseUrl(address);
  if (!result?.ok) return undefined;
  const name = await vscode.window.showInputBox({
    title: l10n.t("Name of the server"),
    value: new URL(result.url).hostname,
    ignoreFocusOut: true,
  });
  return name === undefined ? undefined : customProvider(name, result.url, existingIds);
}

async function addToSettings(provider: ProviderConfig, settings: Settings): Promise<void> {
  const { providers } = settings;
  const entries: readonly unknown[] = Array.isArray(providers) ? providers : [];
  const isTemplate = providerTemplates().some(({ id }) => id === provider.id);
  // A template needs no more than its id: its address may change with a later version.
  await settings.update("providers", [...entries, isTemplate ? { id: provider.id } : provider]);
}
