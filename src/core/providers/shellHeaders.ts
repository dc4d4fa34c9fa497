import { keyVariable } from "./environmentKey";
import { isReservedHeader } from "./isReservedHeader";
import type { ProviderConfig } from "./providerConfig";

/** In an environment where no variable is known for a provider's key. */
const ANY_KEY = "SMARTSPEC_KEY";

/**
 * The headers of a chat request for a shell, with the name of an environment variable in the place of the key. Without a
 * key they are those of a request without one. `hasOrganization`: requests are made for one.
 */
export function shellHeaders(
  { id, kind, auth, headers = {} }: ProviderConfig,
  { hasKey, hasOrganization }: { readonly hasKey: boolean; readonly hasOrganization: boolean },
): { readonly headers: readonly (readonly [string, string])[]; readonly variables: readonly string[] } {
  const variable = keyVariable(id) ?? ANY_KEY;
  const own = Object.entries(headers)
    .filter(([name, value]) => !isReservedHeader(name) && (hasKey || !value.includes("${secret}")))
    .map(([name, value]) => [name, value.replaceAll("${secret}", () => `$${variable}`)] as const);
  const { header, scheme } = auth ?? { header: "Authorization", scheme: "Bearer" };
  const organization = kind === "kilocode" && hasOrganization;
  return {
    headers: [
      ["Content-Type", "application/json"],
      ...own,
      ...(organization ? [["X-KiloCode-OrganizationId", "$KILO_ORG_ID"] as const] : []),
      ...(hasKey ? [[header, scheme ? `${scheme} $${variable}` : `$${variable}`] as const] : []),
    ],
    variables: [...(hasKey ? [variable] : []), ...(organization ? ["KILO_ORG_ID"] : [])],
  };
}
