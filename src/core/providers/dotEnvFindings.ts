import { type Environment, type EnvironmentKey, environmentKeys } from "./environmentKey";
import type { ProviderConfig } from "./providerConfig";
import { providerTemplates } from "./providerTemplates";
import { addressFromEnvironment } from "./resolveProviders";

/** A key in a `.env` file and the provider it would be stored for. Holds a secret. */
export interface FoundKey extends EnvironmentKey {
  readonly provider: ProviderConfig;
}

/** An address in a `.env` file that is not the one in use. */
export interface FoundAddress {
  readonly provider: ProviderConfig;
  readonly variable: string;
  readonly url: string;
  /** A sentence about why it is doubtful. */
  readonly warning?: string;
}

export interface DotEnvFindings {
  readonly keys: readonly FoundKey[];
  readonly addresses: readonly FoundAddress[];
  /** Sentences about addresses that cannot be used. */
  readonly problems: readonly string[];
}

/**
 * What a workspace's `.env` has to offer. Nothing of it counts until the user takes it: a key goes to the address that is
 * configured, whatever the file says. `configured`: the providers in use; others are taken from their templates.
 */
export function dotEnvFindings(
  variables: Environment,
  configured: readonly ProviderConfig[],
): DotEnvFindings {
  const candidates = [
    ...configured,
    ...providerTemplates().filter(({ id }) => !configured.some((provider) => provider.id === id)),
  ];
  const keys = environmentKeys(variables).flatMap((found) => {
    const provider = candidates.find(({ id }) => id === found.providerId);
    return provider ? [{ ...found, provider }] : [];
  });
  const addresses: FoundAddress[] = [];
  const problems: string[] = [];
  for (const provider of candidates) {
    const address = addressFromEnvironment(provider.id, variables);
    if (address === undefined) continue;
    const { variable, url, message } = address;
    if (url === undefined) problems.push(message);
    else if (url !== provider.baseUrl)
      addresses.push({ provider, variable, url, ...(message !== undefined && { warning: message }) });
  }
  return { keys, addresses, problems };
}

/** The last four characters of a key, by which its owner knows it; `undefined` for one that is too short to show any. */
export function keyEnding(key: string): string | undefined {
  return key.length > 12 ? key.slice(-4) : undefined;
}
