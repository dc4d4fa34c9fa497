import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { isReservedHeader } from "./isReservedHeader";
import { normalizeBaseUrl } from "./normalizeBaseUrl";
import type { ProviderConfig } from "./providerConfig";
import { providerTemplates } from "./providerTemplates";

/**
 * One entry as the user wrote it: what is left out comes from the template with the same id, so only `id` is certain. An
 * entry that is no template has `kind` and `baseUrl`.
 */
export type ConfiguredProvider = Pick<ProviderConfig, "id"> & Partial<ProviderConfig>;

const headerName = v.pipe(v.string(), v.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/));
/** One line of Latin-1, as in `checkApiKey`: anything else cannot travel in a header. */
const headerValue = v.pipe(v.string(), v.regex(/^[\t\x20-\x7e\xa0-\xff]*$/));

const entrySchema = v.object({
  // No white space: `consentKey` and secret names rely on it.
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
  displayName: v.exactOptional(v.pipe(v.string(), v.trim(), v.nonEmpty())),
  kind: v.exactOptional(v.picklist(["kilocode", "openrouter", "openai-compatible"])),
  baseUrl: v.exactOptional(
    v.pipe(
      v.string(),
      v.rawTransform(({ dataset, addIssue, NEVER }) => {
        const result = normalizeBaseUrl(dataset.value);
        if (result.ok) return result.url;
        addIssue({ message: result.problem });
        return NEVER;
      }),
    ),
  ),
  enabled: v.exactOptional(v.boolean()),
  description: v.exactOptional(v.string()),
  auth: v.exactOptional(
    v.object({ header: headerName, scheme: v.exactOptional(v.pipe(headerValue, v.trim(), v.nonEmpty())) }),
  ),
  headers: v.exactOptional(v.record(headerName, headerValue)),
  defaultModel: v.exactOptional(v.pipe(v.string(), v.trim(), v.nonEmpty())),
});

/**
 * Reads the `smartspec.providers` setting. Never throws: an entry that is wrong is left out, with one sentence that names
 * it and its field. Unknown fields are ignored, so that a newer version's settings still load. Of two entries with the
 * same id the first counts. A reserved header is left out alone, as the entry works without it.
 */
export function parseProviderConfigs(setting: unknown): {
  readonly providers: readonly ConfiguredProvider[];
  readonly problems: readonly string[];
  /**
   * By id: why an entry was left out. Such a provider must not be used at all: falling back to a template's address would
   * send key and text to somebody whom the user just replaced.
   */
  readonly unusable: ReadonlyMap<string, string>;
} {
  const providers: ConfiguredProvider[] = [];
  const problems: string[] = [];
  const unusable = new Map<string, string>();
  if (setting === undefined || setting === null) return { providers, problems, unusable };
  if (!Array.isArray(setting)) {
    const problem = l10n.t("The setting {0} must be a list.", "smartspec.providers");
    return { providers, problems: [problem], unusable };
  }
  const leaveOut = (name: string, problem: string) => {
    problems.push(problem);
    if (!providers.some(({ id }) => id === name)) unusable.set(name, problem);
  };
  const templates = providerTemplates();
  for (const [index, entry] of setting.entries()) {
    const name = nameOf(entry, index);
    const result = v.safeParse(entrySchema, entry, { abortEarly: true });
    if (!result.success) {
      leaveOut(name, problemOf(name, result.issues[0]));
      continue;
    }
    const provider = result.output;
    const isTemplate = templates.some(({ id }) => id === provider.id);
    const missing = isTemplate
      ? undefined
      : (["kind", "baseUrl"] as const).find((field) => !(field in provider));
    if (missing !== undefined) {
      leaveOut(name, l10n.t("Provider {0} is left out: {1} is missing.", name, missing));
    } else if (providers.some(({ id }) => id === provider.id)) {
      problems.push(l10n.t("Provider {0} is in the settings twice; the first entry counts.", name));
    } else {
      const reserved = Object.keys(provider.headers ?? {}).filter(isReservedHeader);
      for (const header of reserved) {
        problems.push(l10n.t("Provider {0}: the header {1} is reserved and is not sent.", name, header));
      }
      providers.push(withoutHeaders(provider, reserved));
    }
  }
  return { providers, problems, unusable };
}

function withoutHeaders(provider: ConfiguredProvider, names: readonly string[]): ConfiguredProvider {
  if (provider.headers === undefined || names.length === 0) return provider;
  const kept = Object.entries(provider.headers).filter(([name]) => !names.includes(name));
  return { ...provider, headers: Object.fromEntries(kept) };
}

/** The id where there is one, else the place in the list, counted from 1. */
function nameOf(entry: unknown, index: number): string {
  const id = typeof entry === "object" && entry !== null && "id" in entry ? entry.id : undefined;
  return typeof id === "string" && id.trim() !== "" ? id.trim().slice(0, 64) : `#${index + 1}`;
}

function problemOf(name: string, issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue);
  if (field === null) return l10n.t("Provider {0} is left out: it is not an object.", name);
  if (issue.kind === "transformation") {
    return l10n.t("Provider {0} is left out: {1} cannot be used: {2}", name, field, issue.message);
  }
  if (issue.received === "undefined") return l10n.t("Provider {0} is left out: {1} is missing.", name, field);
  return l10n.t("Provider {0} is left out: {1} has a value that cannot be used.", name, field);
}
