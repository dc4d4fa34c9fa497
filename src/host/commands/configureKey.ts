import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Clock } from "../../core/ports";
import { checkApiKey } from "../../core/providers/checkApiKey";
import { normalizeBaseUrl } from "../../core/providers/normalizeBaseUrl";
import type { ProviderConfig } from "../../core/providers/providerConfig";
import { customProvider, providerTemplates } from "../../core/providers/providerTemplates";
import { type DotEnvFile, findDotEnvFiles } from "../dotEnvFiles";
import type { ProviderDirectory } from "../providerDirectory";
import { addProvider } from "../providerSettings";
import { importKey } from "./importKey";
import { storeKey, type StoreKeyParts } from "./storeKey";

interface Parts extends StoreKeyParts {
  readonly providers: ProviderDirectory;
  readonly clock: Clock;
}

/**
 * Asks for a key, or takes one from a `.env` file the user points at, checks it against the account, and stores it. True
 * when a key is now stored that was accepted or could not be checked.
 */
export async function configureKey(providerId: string | undefined, parts: Parts): Promise<boolean> {
  const files = await findDotEnvFiles();
  const given = providerId === undefined ? undefined : parts.providers.get(providerId);
  let choice = given ? await pickWay(given, files) : await pickProvider(files, parts);
  if (choice && "uri" in choice) {
    const outcome = await importKey(choice.uri, parts);
    if (outcome !== "nothing") return outcome === "stored";
    choice = given ?? (await pickProvider([], parts));
  }
  // The second list has no files in it.
  if (!choice || "uri" in choice) return false;
  return typeKey(choice, parts);
}

async function typeKey(provider: ProviderConfig, parts: Parts): Promise<boolean> {
  let typed = "";
  for (;;) {
    const key = await askForKey(provider, typed, parts.clock);
    if (key === undefined) return false;
    const refusal = await storeKey(provider, key, parts);
    if (refusal === undefined) return true;
    // The key stays in the box: most are one character short.
    typed = key;
    const again = l10n.t("Try Again");
    if ((await vscode.window.showErrorMessage(refusal, again)) !== again) return false;
  }
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

/** Whose key it is is known; where it comes from is a question only where there is a file to look in. */
async function pickWay(
  provider: ProviderConfig,
  files: readonly DotEnvFile[],
): Promise<ProviderConfig | DotEnvFile | undefined> {
  if (files.length === 0) return provider;
  const paste = { label: l10n.t("Paste the key"), description: provider.displayName, choice: provider };
  const picked = await vscode.window.showQuickPick([paste, ...itemsOf(files)], {
    placeHolder: l10n.t("Where is the key for {0}?", provider.displayName),
  });
  return picked?.choice;
}

async function pickProvider(
  files: readonly DotEnvFile[],
  parts: Parts,
): Promise<ProviderConfig | DotEnvFile | undefined> {
  const known = parts.providers.all();
  const templates = providerTemplates().filter(({ id }) => !known.some((provider) => provider.id === id));
  const items = [...known, ...templates].map((provider) => ({
    label: provider.displayName,
    description: provider.baseUrl,
    detail: provider.description ?? "",
    choice: provider,
  }));
  const custom = {
    label: l10n.t("Another server…"),
    description: l10n.t("Any OpenAI-compatible address"),
    choice: undefined,
  };
  const picked = await vscode.window.showQuickPick([...items, custom, ...itemsOf(files)], {
    placeHolder: l10n.t("Whose key is it?"),
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  if (picked.choice && ("uri" in picked.choice || known.includes(picked.choice))) return picked.choice;
  const provider = picked.choice ?? (await askForCustomProvider(known.map(({ id }) => id)));
  if (!provider) return undefined;
  await addProvider(provider, parts.settings);
  return provider;
}

/** The folder is named only where there are several. */
function itemsOf(files: readonly DotEnvFile[]) {
  return files.map((file) => ({
    label: l10n.t("Look in {0} for a key", ".env"),
    description: files.length > 1 ? file.folderName : "",
    detail: l10n.t("The file is read only when you choose this."),
    choice: file,
  }));
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
