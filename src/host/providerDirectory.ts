import * as vscode from "vscode";
import {
  type Environment,
  environmentKey,
  environmentKeys,
  environmentValue,
  organizationId,
} from "../core/providers/environmentKey";
import { headerSecrets } from "../core/providers/headerSecrets";
import type { KnownSecrets } from "../core/knownSecrets";
import { parseProviderConfigs } from "../core/providers/parseProviderConfigs";
import type { ConnectionChange, GatewayConnection, ProviderConfig } from "../core/providers/providerConfig";
import { providerTemplates } from "../core/providers/providerTemplates";
import { resolveProviders } from "../core/providers/resolveProviders";
import { timeoutsFor } from "../core/providers/timeoutsFor";
import type { ApiKeyStore } from "./apiKeyStore";
import type { Settings } from "./settings";

/** Who can answer: settings, environment and built-in templates taken together, and the keys that belong to them. */
export class ProviderDirectory implements vscode.Disposable {
  readonly #settings: Settings;
  readonly #keys: ApiKeyStore;
  readonly #environment: Environment;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable[];
  readonly #missed = new vscode.EventEmitter<ProviderConfig>();
  readonly #seenKeys: KnownSecrets;
  #learned: Promise<unknown> | undefined;
  /** Fires when a provider, the choice of provider, or a key has changed. */
  readonly onDidChange = this.#changed.event;
  /** Fires when a key was asked for and there is none. */
  readonly onDidMissKey = this.#missed.event;

  constructor(settings: Settings, keys: ApiKeyStore, environment: Environment, secrets: KnownSecrets) {
    this.#settings = settings;
    this.#keys = keys;
    this.#environment = environment;
    this.#seenKeys = secrets;
    for (const { key, providerId } of environmentKeys(environment)) secrets.add(key, providerId);
    this.#listeners = [
      keys.onDidChange(() => {
        this.#learned = undefined;
        this.#changed.fire();
      }),
      settings.onDidChange((event) => {
        if (
          event.affectsConfiguration("smartspec.provider") ||
          event.affectsConfiguration("smartspec.providers")
        )
          this.#changed.fire();
      }),
    ];
  }

  /** Everything requests may go to, Kilo first; disabled ones too. */
  all(): readonly ProviderConfig[] {
    return this.#resolve().providers;
  }

  /**
   * The provider with this id; without one, where the next request goes.
   * @throws UserFacingError `not-configured` when it does not exist, is off, or has no usable address.
   */
  get(id: string = this.#settings.provider): ProviderConfig {
    const { current, problem } = this.#resolve(id);
    if (current) return current;
    throw problem;
  }

  /** Where the next request goes, whether or not that is usable. */
  get selectedId(): string {
    return this.#settings.provider;
  }

  /** Sentences about settings and environment variables that could not be used as they are. */
  problems(): readonly string[] {
    return [...parseProviderConfigs(this.#settings.providers).problems, ...this.#resolve().warnings];
  }

  /** Stored secret first, then the environment. */
  async key(provider: ProviderConfig): Promise<string | undefined> {
    const key = (await this.#keys.get(provider.id)) ?? environmentKey(provider, this.#environment);
    if (key === undefined) this.#missed.fire(provider);
    else this.#seenKeys.add(key, provider.id);
    for (const value of headerSecrets(provider, key)) this.#seenKeys.add(value, provider.id);
    return key;
  }

  /** Resolves when every stored key is known as a secret, also those of providers that were not used yet. Never rejects. */
  learnKeys(): Promise<unknown> {
    const ids = new Set([...this.all(), ...providerTemplates()].map(({ id }) => id));
    // One that cannot be read cannot be sent either.
    this.#learned ??= Promise.allSettled([...ids].map((id) => this.#keys.get(id)));
    return this.#learned;
  }

  /** The name of a provider by its id, also of one that is not in use. */
  nameOf(id: string): string {
    return [...this.all(), ...providerTemplates()].find((provider) => provider.id === id)?.displayName ?? id;
  }

  async connection(
    provider: ProviderConfig,
    { apiKey, patience = 1 }: ConnectionChange = {},
  ): Promise<GatewayConnection> {
    if (apiKey !== undefined) this.#seenKeys.add(apiKey);
    const { connectMs, firstTokenMs, idleMs } = timeoutsFor(provider.baseUrl, this.#settings.timeouts);
    return {
      provider,
      apiKey: apiKey ?? (await this.key(provider)),
      organizationId: organizationId(provider, this.#environment),
      timeouts: {
        connectMs: connectMs * patience,
        firstTokenMs: firstTokenMs * patience,
        idleMs: idleMs * patience,
      },
    };
  }

  /** `SMARTSPEC_DEFAULT_MODEL`, when set. */
  get defaultModelFromEnvironment(): string | undefined {
    return environmentValue(this.#environment, "SMARTSPEC_DEFAULT_MODEL");
  }

  #resolve(selectedId: string = this.#settings.provider) {
    const { providers: configured, unusable } = parseProviderConfigs(this.#settings.providers);
    return resolveProviders({
      configured,
      unusable,
      selectedId,
      environment: this.#environment,
    });
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
    this.#missed.dispose();
  }
}
