import * as l10n from "@vscode/l10n";
import * as v from "valibot";

/** One entry of the `smartspec.fallback` setting: where a request goes when those before it cannot answer. */
export interface FallbackEntry {
  /** Provider config id; absent = the provider of the first choice. */
  readonly provider?: string;
  readonly model: string;
  /** The user's word that this one may cost more than the first choice, or cost money where that is free. */
  readonly mayCostMore: boolean;
}

const name = v.pipe(v.string(), v.trim(), v.nonEmpty());
const entrySchema = v.union([
  v.pipe(
    name,
    v.transform((model) => ({ model, mayCostMore: false })),
  ),
  v.object({ provider: v.optional(name), model: name, mayCostMore: v.optional(v.boolean(), false) }),
]);

/**
 * Reads the hand-written setting: model ids, or objects. An entry that is wrong is left out with a sentence, since a chain
 * with a hole in it is still the user's own order. Never throws.
 */
export function parseFallback(setting: unknown): {
  readonly entries: readonly FallbackEntry[];
  readonly problems: readonly string[];
} {
  if (setting === undefined || setting === null) return { entries: [], problems: [] };
  if (!Array.isArray(setting)) {
    return { entries: [], problems: [l10n.t("The setting {0} must be a list.", "smartspec.fallback")] };
  }
  const entries: FallbackEntry[] = [];
  const problems: string[] = [];
  for (const [index, item] of setting.entries()) {
    const result = v.safeParse(entrySchema, item);
    // valibot types an absent optional field as `| undefined`; here it can only be absent.
    if (result.success) entries.push(result.output as FallbackEntry);
    else problems.push(l10n.t("Fallback {0} is left out: it names no model.", index + 1));
  }
  return { entries, problems };
}
