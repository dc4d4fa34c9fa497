import type { ProviderConfig } from "../core/providers/providerConfig";
import { providerTemplates } from "../core/providers/providerTemplates";
import type { Settings } from "./settings";

/** Adds a provider to the user's settings. */
export async function addProvider(provider: ProviderConfig, settings: Settings): Promise<void> {
  const isTemplate = providerTemplates().some(({ id }) => id === provider.id);
  // A template needs no more than its id: its address may change with a later version.
  await settings.updateProviders([...entriesOf(settings), isTemplate ? { id: provider.id } : provider]);
}

/** Sets where a provider's requests go, in the user's settings; everything else about it stays. */
export async function setBaseUrl(id: string, baseUrl: string, settings: Settings): Promise<void> {
  const entries = entriesOf(settings);
  const index = entries.findIndex((entry) => isEntryOf(id, entry));
  const changed = { ...(entries[index] ?? { id }), baseUrl };
  await settings.updateProviders(index < 0 ? [...entries, changed] : entries.with(index, changed));
}

function entriesOf(settings: Settings): readonly unknown[] {
  const { providers } = settings;
  return Array.isArray(providers) ? providers : [];
}

function isEntryOf(id: string, entry: unknown): entry is object {
  return typeof entry === "object" && entry !== null && "id" in entry && entry.id === id;
}
