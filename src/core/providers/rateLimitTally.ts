import * as l10n from "@vscode/l10n";
import type { Clock } from "../ports";
import type { RunResult } from "../run/runResult";
import type { ProviderConfig } from "./providerConfig";

/** By host of the base URL and not by kind: another server that speaks the same has other troubles. */
const STATUS_PAGES: ReadonlyMap<string, string> = new Map([
  ["api.kilo.ai", "https://status.kilo.ai"],
  ["openrouter.ai", "https://status.openrouter.ai"],
]);

/** So many models within so long: one alone may be asked too often, all of them are hardly one user's doing. */
const SEVERAL = 3;
const LATELY_MS = 10 * 60_000;

/**
 * Which models turned requests away lately. When several of one provider do, everybody may have the same trouble, which
 * looked like the user's fault elsewhere (wire 8, 18): the error then also points to the provider's status page.
 */
export class RateLimitTally {
  readonly #clock: Clock;
  /** By provider id and model id: when, in milliseconds since 1970. */
  readonly #limited = new Map<string, Map<string, number>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes note of how a request ended, and gives its result back with what there is to add. */
  noted(
    { provider, modelId }: { readonly provider: ProviderConfig; readonly modelId: string },
    result: RunResult,
  ): RunResult {
    const { error } = result;
    const limited = this.#limited.get(provider.id) ?? new Map<string, number>();
    this.#limited.set(provider.id, limited);
    if (error === undefined) limited.delete(modelId);
    // With another remedy it is the user's own quota, which no status page knows.
    if (error?.code !== "rate-limited" || error.remedy !== "retry") return result;
    const now = this.#clock.now();
    limited.set(modelId, now);
    const lately = [...limited.values()].filter((at) => now - at < LATELY_MS);
    const page = STATUS_PAGES.get(URL.parse(provider.baseUrl)?.host ?? "");
    if (page === undefined || lately.length < SEVERAL) return result;
    const message = l10n.t(
      "{0} Several models of {1} turn requests away at the moment; {2} says whether that is so for everybody.",
      error.message,
      provider.displayName,
      page,
    );
    return { ...result, error: { ...error, message } };
  }
}
