import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import type { Model } from "../models/model";
import type { ProviderConfig } from "./providerConfig";

/**
 * Why a request cannot succeed without a key, found before anything is sent; `undefined` when it may succeed. Kilo serves
 * free models to anybody (wire 1.3), so there it needs a model known not to be free; OpenRouter serves nothing without a
 * key. Servers elsewhere may be open and are asked.
 */
export function missingKeyError(
  provider: ProviderConfig,
  model: Model | undefined,
  hasKey: boolean,
): UserFacingError | undefined {
  if (hasKey) return undefined;
  const host = URL.canParse(provider.baseUrl) ? new URL(provider.baseUrl).hostname : "";
  if (provider.kind === "openrouter" && isHostOf(host, "openrouter.ai")) {
    return new UserFacingError(
      "not-configured",
      l10n.t("{0} needs a key before it can answer.", provider.displayName),
    );
  }
  const isKilo = provider.kind === "kilocode" && (provider.id === "kilocode" || isHostOf(host, "kilo.ai"));
  if (isKilo && model !== undefined && isKnownNotFree(model)) {
    return new UserFacingError(
      "not-configured",
      l10n.t(
        "{0} needs a key before {1} can answer. Add a key or choose a free model.",
        provider.displayName,
        model.name,
      ),
    );
  }
  return undefined;
}

function isHostOf(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** Published free models and the two routers that only pick free ones (wire 1.3) answer anonymously. */
function isKnownNotFree(model: Model): boolean {
  if (model.isFree || /:free$|^(kilo-auto|openrouter)\/free$/i.test(model.id)) return false;
  return model.pricing.kind !== "unknown";
}
