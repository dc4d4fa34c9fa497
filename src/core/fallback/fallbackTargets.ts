import type { ProviderConfig } from "../providers/providerConfig";
import type { FallbackEntry } from "./parseFallback";
import type { HopTarget, PreparedHop } from "./runWithFallback";

/** The chain as a run takes it: each place once, and without the first choice itself. */
export function fallbackTargets<Hop extends PreparedHop>(
  chain: readonly FallbackEntry[],
  first: Hop,
  {
    providers,
    prepare,
  }: {
    readonly providers: readonly Pick<ProviderConfig, "id" | "displayName">[];
    readonly prepare: (wanted: { readonly provider: string; readonly model: string }) => Promise<Hop>;
  },
): readonly HopTarget<Hop>[] {
  const seen = new Set([`${first.provider.id} ${first.modelId}`]);
  return chain.flatMap(({ provider: id = first.provider.id, model, mayCostMore }) => {
    const key = `${id} ${model}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const displayName = providers.find((provider) => provider.id === id)?.displayName ?? id;
    return {
      provider: { id, displayName },
      modelId: model,
      mayCostMore,
      prepare: () => prepare({ provider: id, model }),
    };
  });
}
