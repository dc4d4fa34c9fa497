import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import type { ProviderConfig } from "./providerConfig";

export type ApiKeyResult =
  | {
      readonly ok: true;
      readonly key: string;
      /** A sentence about a key that will soon be, or is, of no use. */
      readonly warning?: string;
    }
  | { readonly ok: false; readonly problem: string };

/** A Kilo token's payload; only the expiry matters here, in Unix seconds (wire 1.1). */
const payloadSchema = v.object({ exp: v.pipe(v.number(), v.finite()) });

const SOON_MS = 7 * 24 * 3600 * 1000;

/**
 * Looks at a key as typed or pasted, before it is stored. Refuses only what cannot work; that any other shape is good is
 * for the server to say (`GatewayClient.getProfile`), as a key can be revoked at any time. Sentences never repeat the key.
 * `now`: milliseconds since 1970. Never throws.
 */
export function checkApiKey(text: string, provider: ProviderConfig, now: number): ApiKeyResult {
  const key = text.trim();
  const problem = problemOf(key, provider);
  if (problem !== undefined) return { ok: false, problem };
  const warning = expiryWarning(key, now);
  return warning === undefined ? { ok: true, key } : { ok: true, key, warning };
}

function problemOf(key: string, provider: ProviderConfig): string | undefined {
  if (key === "") return l10n.t("The key is empty.");
  if (/^(authorization\s*:|bearer(\s|$))/i.test(key)) {
    return l10n.t("Leave out the word Bearer and paste the key alone.");
  }
  if (/^https?:\/\//i.test(key)) {
    return l10n.t(
      "This key has an address in front. Set the address as the provider's base URL and paste the key alone.",
    );
  }
  if (/\s/.test(key)) return l10n.t("The key contains spaces or line breaks. Copy it again, as one piece.");
  if (!/^[\x21-\x7e\xa1-\xff]*$/.test(key)) {
    return l10n.t("The key contains characters that no key has. Copy it again.");
  }
  if (provider.kind === "kilocode" && /^sk-or-/i.test(key)) {
    return l10n.t("This is an OpenRouter key; {0} does not accept it.", provider.displayName);
  }
  return undefined;
}

function expiryWarning(key: string, now: number): string | undefined {
  const expiresAt = expiryOf(key);
  if (expiresAt === undefined || expiresAt > now + SOON_MS) return undefined;
  const date = new Date(expiresAt);
  // Beyond the years a Date can hold there is nothing to print; such a token is broken anyway.
  if (Number.isNaN(date.getTime())) return undefined;
  const day = date.toISOString().slice(0, 10);
  return expiresAt <= now ? l10n.t("This key expired on {0}.", day) : l10n.t("This key expires on {0}.", day);
}

/** Milliseconds since 1970; `undefined` when the key is no JWT or names no expiry. The signature is the server's matter. */
function expiryOf(key: string): number | undefined {
  const payload = /^eyJ[\w-]*\.([\w-]+)\.[\w-]*$/.exec(key)?.[1];
  if (payload === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    const result = v.safeParse(payloadSchema, json);
    return result.success ? result.output.exp * 1000 : undefined;
  } catch {
    // Three parts that look like a token but hold something else are just a key of another shape.
    return undefined;
  }
}
