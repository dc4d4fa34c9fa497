import * as l10n from "@vscode/l10n";
import type { ProviderConfig, ProviderKind } from "./providerConfig";

/**
 * The providers that need no more than a key. A function, because the descriptions follow the language that is set when
 * it is called.
 */
export function providerTemplates(): readonly ProviderConfig[] {
  return [
    {
      id: "kilocode",
      displayName: "Kilo Code",
      kind: "kilocode",
      baseUrl: "https://api.kilo.ai/api/openrouter",
      enabled: true,
      description: l10n.t("Kilo Gateway. Free models answer without a key."),
    },
    {
      id: "openrouter",
      displayName: "OpenRouter",
      kind: "openrouter",
      baseUrl: "https://openrouter.ai/api/v1",
      enabled: true,
      description: l10n.t("OpenRouter, with an account of your own there."),
    },
    {
      id: "local",
      displayName: "Local",
      kind: "kilocode",
      baseUrl: "http://localhost:3000/api/openrouter",
      enabled: true,
      description: l10n.t("A Kilo server on this computer."),
    },
    {
      id: "smartspec-proxy",
      displayName: "SmartSpec proxy",
      kind: "openai-compatible",
      baseUrl: "http://localhost:8000/v1",
      enabled: true,
      description: l10n.t("The SmartSpec back end, which keeps the provider's key on its side."),
      auth: { header: "x-proxy-token" },
    },
  ];
}

/**
 * A config for a server of the user's own. The id is made from the name and differs from every template's and from those
 * in `existingIds`; it never changes later, as the stored key hangs on it. `baseUrl` must come from `normalizeBaseUrl`.
 */
export function customProvider(
  name: string,
  baseUrl: string,
  existingIds: readonly string[],
): ProviderConfig {
  const taken = new Set([...providerTemplates().map(({ id }) => id), ...existingIds]);
  const slug = slugOf(name);
  let id = slug;
  for (let number = 2; taken.has(id); number++) id = `${slug}-${number}`;
  return { id, displayName: name.trim() || id, kind: kindOf(baseUrl), baseUrl, enabled: true };
}

/** Names in scripts without Latin letters, Thai among them, have no slug of their own: they count as `provider`. */
function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 48)
    .replace(/^-+|-+$/g, "");
  return slug === "" ? "provider" : slug;
}

/** Known hosts have more to tell than plain servers: an account, a balance. */
function kindOf(baseUrl: string): ProviderKind {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : "";
  if (host === "api.kilo.ai") return "kilocode";
  return host === "openrouter.ai" ? "openrouter" : "openai-compatible";
}
