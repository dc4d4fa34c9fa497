import { UserFacingError, type ErrorCode } from "../errors";
import type { Model } from "./model";
import type { ModelList } from "./storedModels";
import type { Clock, GatewayClient } from "../ports";
import type { GatewayConnection, ProviderConfig } from "../providers/providerConfig";

/** Prices and the offer change by the hour, not by the minute. */
const FRESH_MS = 10 * 60_000;

/** A list that just failed is not asked for again by the next keystroke. */
const FAILURE_STAYS_MS = 10_000;

/** Then an old list is better than none: nobody can be asked. Any other failure says something about the list itself. */
const OFFLINE: ReadonlySet<ErrorCode> = new Set(["network", "timeout", "provider-unavailable"]);

/** The little that is needed of others. */
interface ModelCacheParts {
  readonly gateways: { create(provider: ProviderConfig): Promise<Pick<GatewayClient, "listModels">> };
  readonly providers: {
    readonly onDidChange: (listener: () => void) => unknown;
    connection(provider: ProviderConfig): Promise<GatewayConnection>;
  };
  /** Lists of before, one for each account. */
  readonly files: {
    read(connection: GatewayConnection): Promise<ModelList | undefined>;
    write(connection: GatewayConnection, list: ModelList): Promise<void>;
  };
  readonly clock: Clock;
}

interface ListOptions {
  /** Asked for again, and the true result of that, whatever is known already. */
  readonly refresh?: boolean;
  /** Also when asking failed a moment ago. */
  readonly retryFailure?: boolean;
}

/** What is known of a list without asking anybody. */
export interface SeenModels extends Partial<ModelList> {
  readonly isLoading: boolean;
  /** Why the last attempt failed; absent when it did not. */
  readonly failure?: unknown;
}

/**
 * The live model lists, one per address, account and organisation: another key may see other models. Emptied whenever a
 * provider or a key changes; the last list of each account stays on disk.
 */
export class ModelCache {
  readonly #parts: ModelCacheParts;
  readonly #entries = new Map<string, ModelList>();
  readonly #loading = new Map<string, Promise<readonly Model[]>>();
  readonly #failures = new Map<string, { readonly error: unknown; readonly at: number }>();
  #generation = 0;

  constructor(parts: ModelCacheParts) {
    this.#parts = parts;
    parts.providers.onDidChange(() => this.clear());
  }

  /**
   * The list; one of before when nobody can be reached and it was not to be a new one.
   * @throws UserFacingError when there is none, or `refresh` was wanted and failed.
   */
  async list(provider: ProviderConfig, options: ListOptions = {}): Promise<readonly Model[]> {
    const { clock } = this.#parts;
    const key = keyOf(provider);
    const entry = this.#entries.get(key);
    if (entry && !options.refresh && clock.now() - entry.loadedAt < FRESH_MS) return entry.models;
    const running = this.#loading.get(key);
    if (running) return running;
    const failure = this.#failures.get(key);
    const mayFailAgain = !options.refresh && !options.retryFailure;
    if (failure && mayFailAgain && clock.now() - failure.at < FAILURE_STAYS_MS)
      return this.#oldList(provider, failure.error);
    const loading = this.#load(provider, key);
    this.#loading.set(key, loading);
    try {
      const models = await loading;
      this.#failures.delete(key);
      return models;
    } catch (error) {
      if (this.#loading.get(key) === loading) this.#failures.set(key, { error, at: clock.now() });
      if (options.refresh) throw error;
      return await this.#oldList(provider, error);
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  /** For those who show it. */
  seen(provider: ProviderConfig): SeenModels {
    const key = keyOf(provider);
    const failure = this.#failures.get(key);
    return {
      ...this.#entries.get(key),
      isLoading: this.#loading.has(key),
      ...(failure && { failure: failure.error }),
    };
  }

  clear(): void {
    this.#generation += 1;
    this.#entries.clear();
    this.#loading.clear();
    this.#failures.clear();
  }

  async #load(provider: ProviderConfig, key: string): Promise<readonly Model[]> {
    const { gateways, providers, files, clock } = this.#parts;
    const generation = this.#generation;
    const gateway = await gateways.create(provider);
    const models = await gateway.listModels();
    // A list that was asked for with the old key must not come back after the change; and an empty one is a fault of
    // the moment more often than the truth, so that the next one who asks must not get it from here.
    if (generation === this.#generation && models.length > 0) {
      const list = { models, loadedAt: clock.now() };
      this.#entries.set(key, list);
      void files.write(await providers.connection(provider), list);
    }
    return models;
  }

  /** @throws `error` when it says more than that nobody could be reached, or there is no list of before. */
  async #oldList(provider: ProviderConfig, error: unknown): Promise<readonly Model[]> {
    if (!UserFacingError.is(error) || !OFFLINE.has(error.code)) throw error;
    const { providers, files } = this.#parts;
    const key = keyOf(provider);
    const generation = this.#generation;
    const old = this.#entries.get(key) ?? (await files.read(await providers.connection(provider)));
    if (old === undefined) throw error;
    if (generation === this.#generation) this.#entries.set(key, old);
    return old.models;
  }
}

function keyOf(provider: ProviderConfig): string {
  return `${provider.id} ${provider.baseUrl}`;
}
