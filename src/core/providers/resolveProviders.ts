import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import { environmentKey, environmentValue, type Environment } from "./environmentKey";
import { normalizeBaseUrl } from "./normalizeBaseUrl";
import type { ConfiguredProvider } from "./parseProviderConfigs";
import type { ProviderConfig } from "./providerConfig";
import { providerTemplates } from "./providerTemplates";

/** Which variable gives a template its base URL when the setting gives none. */
const BASE_URL_VARIABLES = [
  { id: "kilocode", name: "KILOCODE_BASE_URL" },
  { id: "smartspec-proxy", name: "SMARTSPEC_BACKEND_URL" },
] as const;

export interface ResolvedProviders {
  /** Everything requests may go to, Kilo first. Disabled ones are listed too. */
  readonly providers: readonly ProviderConfig[];
  /** Where the next request goes; `undefined` exactly when `problem` is there. */
  readonly current: ProviderConfig | undefined;
  /** Why there is no current provider: `not-configured`, remedy `check-provider`. Never papered over by another biller. */
  readonly problem?: UserFacingError;
  /** Sentences about environment variables that are doubtful, or unusable (then their provider is disabled). */
  readonly warnings: readonly string[];
}

/**
 * Puts templates, settings and environment together. Field by field the order is: setting, environment, template.
 * Kilo is always there. Another template is there when it is configured, when the environment brings it
 * (`OPENROUTER_API_KEY`, `SMARTSPEC_BACKEND_URL`), or when it is selected by its id. A configured entry that is no
 * template must bring its own kind and base URL, which `parseProviderConfigs` makes sure of.
 */
export function resolveProviders(input: {
  readonly configured: readonly ConfiguredProvider[];
  /** By id: entries of the settings that are wrong, each with its sentence. Their providers are disabled. */
  readonly unusable?: ReadonlyMap<string, string>;
  /** Id the user named; absent or blank = Kilo, or the proxy (see below). */
  readonly selectedId?: string | undefined;
  readonly environment: Environment;
  /** The command line's rule: `SMARTSPEC_BACKEND_URL` selects the proxy when no provider is named. */
  readonly selectProxyFromEnvironment?: boolean;
}): ResolvedProviders {
  const { configured, environment } = input;
  const warnings: string[] = [];
  /** By provider id: why the address from the environment cannot be used. */
  const unusable = new Map(input.unusable);
  const selectedId = selectedProviderId(
    input.selectedId,
    environment,
    input.selectProxyFromEnvironment ?? false,
  );
  const entryOf = (id: string) => configured.find((entry) => entry.id === id);

  const fromTemplates = providerTemplates()
    .filter(({ id }) => id === selectedId || entryOf(id) !== undefined || isBroughtBy(id, environment))
    .map((template): ProviderConfig => {
      const entry = entryOf(template.id);
      const overlaid: ProviderConfig = { ...template, ...entry };
      if (entry?.baseUrl !== undefined) return overlaid;
      const address = addressFromEnvironment(template.id, environment);
      if (address === undefined) return overlaid;
      if (address.message !== undefined) warnings.push(address.message);
      if (address.url !== undefined) return { ...overlaid, baseUrl: address.url };
      unusable.set(template.id, address.message);
      return { ...overlaid, enabled: false };
    });
  const others = configured.flatMap((entry): ProviderConfig[] => {
    const { kind, baseUrl } = entry;
    if (fromTemplates.some(({ id }) => id === entry.id) || kind === undefined || baseUrl === undefined)
      return [];
    return [
      { ...entry, kind, baseUrl, displayName: entry.displayName ?? entry.id, enabled: entry.enabled ?? true },
    ];
  });
  const providers = [...fromTemplates, ...others].map((provider) =>
    unusable.has(provider.id) ? { ...provider, enabled: false } : provider,
  );

  const selected = providers.find(({ id }) => id === selectedId);
  const sentence = unusable.get(selectedId) ?? reasonAgainst(selected, selectedId);
  if (sentence === undefined) return { providers, current: selected, warnings };
  const problem = new UserFacingError("not-configured", sentence, { remedy: "check-provider" });
  return { providers, current: undefined, problem, warnings };
}

function reasonAgainst(selected: ProviderConfig | undefined, selectedId: string): string | undefined {
  if (selected === undefined) return l10n.t("There is no provider {0} in the settings.", selectedId);
  return selected.enabled ? undefined : l10n.t("{0} is disabled in the settings.", selected.displayName);
}

/** Where requests go. `proxyFirst`: the command line's rule. */
export function selectedProviderId(
  named: string | undefined,
  environment: Environment,
  proxyFirst: boolean,
): string {
  const id = named?.trim();
  if (id) return id;
  return proxyFirst && isBroughtBy("smartspec-proxy", environment) ? "smartspec-proxy" : "kilocode";
}

function isBroughtBy(id: string, environment: Environment): boolean {
  if (id === "kilocode") return true;
  if (id === "smartspec-proxy") return environmentValue(environment, "SMARTSPEC_BACKEND_URL") !== undefined;
  return environmentKey({ id }, environment) !== undefined;
}

/** `message`: a sentence about an address that is doubtful, or why it cannot be used (then there is no `url`). */
export type EnvironmentAddress = { readonly variable: string } & (
  | { readonly url: string; readonly message: string | undefined }
  | { readonly url: undefined; readonly message: string }
);

/** The address the environment names for a provider; `undefined` when it names none. */
export function addressFromEnvironment(id: string, environment: Environment): EnvironmentAddress | undefined {
  const variable = BASE_URL_VARIABLES.find((candidate) => candidate.id === id)?.name;
  const value = variable === undefined ? undefined : environmentValue(environment, variable);
  if (variable === undefined || value === undefined) return undefined;
  const result = normalizeBaseUrl(value);
  if (!result.ok)
    return { variable, url: undefined, message: l10n.t("{0} cannot be used: {1}", variable, result.problem) };
  const message = result.warning && `${variable}: ${result.warning}`;
  // The SmartSpec back end is named by its origin; its OpenAI-compatible routes are below /v1.
  const isBareProxy = id === "smartspec-proxy" && new URL(result.url).pathname === "/";
  return { variable, url: isBareProxy ? `${result.url}/v1` : result.url, message };
}
