import type { ProviderConfig } from "./providerConfig";

/** Names of headers that carry a credential, whatever stands around the word. */
const CREDENTIAL = /auth|key|token|secret|password|credential/i;

/**
 * The values of a provider's extra headers that are secrets: those with the stored key in them, as they are sent, and
 * those that somebody wrote down in full.
 */
export function headerSecrets(
  provider: Pick<ProviderConfig, "headers">,
  key: string | undefined,
): readonly string[] {
  return Object.entries(provider.headers ?? {}).flatMap(([name, template]) => {
    if (template.includes("${secret}")) {
      return key === undefined ? [] : [template.replaceAll("${secret}", () => key)];
    }
    return CREDENTIAL.test(name) ? [template] : [];
  });
}
