import type { ProviderConfig } from "../../src/core/providers/providerConfig";

/** Kilo as it is built in. */
export const kilo: ProviderConfig = {
  id: "kilocode",
  displayName: "Kilo Code",
  kind: "kilocode",
  baseUrl: "https://api.kilo.ai/api/openrouter",
  enabled: true,
};
