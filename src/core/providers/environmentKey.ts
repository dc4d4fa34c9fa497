import type { ProviderConfig } from "./providerConfig";

/**
 * Environment variables by name, as in `process.env`. Only ever the environment of the process: a workspace's `.env` must
 * not be merged in unasked, as a base URL in it could send a stored key elsewhere.
 */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A key, whose it is, and the variable it stands in. Holds a secret. */
export interface EnvironmentKey {
  readonly providerId: string;
  readonly variable: string;
  readonly key: string;
}

/** By provider id, first one that is set wins. By id and not by kind, so that a key never goes to a second provider. */
const KEY_VARIABLES: ReadonlyMap<string, readonly string[]> = new Map([
  ["kilocode", ["KILOCODE_API_KEY", "KILO_API_KEY"]],
  ["openrouter", ["OPENROUTER_API_KEY"]],
  ["smartspec-proxy", ["SMARTSPEC_PROXY_TOKEN"]],
]);

/** The value of a variable without surrounding white space; `undefined` when unset or blank. */
export function environmentValue(environment: Environment, name: string): string | undefined {
  return environment[name]?.trim() || undefined;
}

/**
 * The key the environment holds for a provider; a stored secret goes before it (contract, "Environment"). `undefined` when
 * there is none. The word `anonymous` counts as none: Kilo's own client stores it for "nobody is signed in" (wire 1.3).
 */
export function environmentKey(
  provider: Pick<ProviderConfig, "id">,
  environment: Environment,
): string | undefined {
  return environmentKeys(environment).find(({ providerId }) => providerId === provider.id)?.key;
}

/** Every key the environment holds, in the order in which they count. */
export function environmentKeys(environment: Environment): readonly EnvironmentKey[] {
  return [...KEY_VARIABLES].flatMap(([providerId, variables]) =>
    variables.flatMap((variable) => {
      const key = environmentValue(environment, variable);
      return key === undefined || key === "anonymous" ? [] : [{ providerId, variable, key }];
    }),
  );
}

/** The variable that may hold a provider's key; `undefined` where there is none. */
export function keyVariable(providerId: string): string | undefined {
  return KEY_VARIABLES.get(providerId)?.[0];
}

/** The Kilo organisation (UUID) requests are made for; `undefined` for the personal account and for other providers. */
export function organizationId(
  provider: Pick<ProviderConfig, "id">,
  environment: Environment,
): string | undefined {
  return provider.id === "kilocode" ? environmentValue(environment, "KILO_ORG_ID") : undefined;
}
