import type { Clock, GatewayClient } from "../core/ports";
import type { Model } from "../core/models/model";
import type { ProviderConfig } from "../core/providers/providerConfig";
import type { ProviderDirectory } from "./providerDirectory";

/** Prices and the offer change by the hour, not by the minute. */
const FRESH_MS = 10 * 60_000;

/** A list that just failed is not asked for again by the next keystroke. */
const FAILURE_STAYS_MS = 10_000;

/** The little that is needed of `GatewayFactory`. */
interface ListSource {
  create(provider: ProviderConfig): Promise<Pick<GatewayClient, "listModels">>;
}

interface Entry {
  readonly models: readonly Model[];
  readonly loadedAt: number;
}

/**
 * The live model lists, one per address, account and organisation: another key may see other models. In memory only.
 * Emptied whenever a provider or a key changes.
 */
export class ModelCache {
  readonly #gateways: ListSource;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  readonly #loading = new Map<string, Promise<readonly Model[]>>();
  readonly #failures = new Map<string, { readonly error: unknown; readonly at: number }>();
  #generation = 0;

  constructor(gateways: ListSource, providers: Pick<ProviderDirectory, "onDidChange">, clock: Clock) {
    this.#gateways = gateways;
    this.#clock = clock;
    providers.onDidChange(() => this.clear());
  }

  /** @throws UserFacingError when the list could not be loaded; an old list is not passed off as a new one. */
  async list(
    provider: ProviderConfig,
    options: { refresh?: boolean; retryFailure?: boolean } = {},
  ): Promise<readonly Model[]> {
    const key = keyOf(provider);
    const entry = this.#entries.get(key);
    if (entry && !options.refresh && this.#clock.now() - entry.loadedAt < FRESH_MS) return entry.models;
    const running = this.#loading.get(key);
    if (running) return running;
    const failure = this.#failures.get(key);
    const mayFailAgain = !options.refresh && !options.retryFailure;
    if (failure && mayFailAgain && this.#clock.now() - failure.at < FAILURE_STAYS_MS) throw failure.error;
    const loading = this.#load(provider, key);
    this.#loading.set(key, loading);
    try {
      const models = await loading;
      this.#failures.delete(key);
      return models;
    } catch (error) {
      if (this.#loading.get(key) === loading) this.#failures.set(key, { error, at: this.#clock.now() });
      throw error;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  clear(): void {
    this.#generation += 1;
    this.#entries.clear();
    this.#loading.clear();
    this.#failures.clear();
  }

  async #load(provider: ProviderConfig, key: string): Promise<readonly Model[]> {
    const generation = this.#generation;
    const gateway = await this.#gateways.create(provider);
    const models = await gateway.listModels();
    // A list that was asked for with the old key must not come back after the change; and an empty one is a fault of
    // the moment more often than the truth, so that the next one who asks must not get it from here.
    if (generation === this.#generation && models.length > 0) {
      this.#entries.set(key, { models, loadedAt: this.#clock.now() });
    }
    return models;
  }
}

function keyOf(provider: ProviderConfig): string {
  return `${provider.id} ${provider.baseUrl}`;
}
