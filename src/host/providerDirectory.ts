import * as vscode from "vscode";
import {
  type Environment,
  environmentKey,
  environmentValue,
  organizationId,
} from "../core/providers/environmentKey";
import { parseProviderConfigs } from "../core/providers/parseProviderConfigs";
import type { GatewayConnection, ProviderConfig } from "../core/providers/providerConfig";
import { resolveProviders } from "../core/providers/resolveProviders";
import type { ApiKeyStore } from "./apiKeyStore";
import type { Settings } from "./settings";

/** How one request's connection differs from what is configured. */
export interface ConnectionChange {
  /** Takes the place of the stored key: one that is not stored yet, to find out whether it is good. */
  readonly apiKey?: string;
  /** Times the limits of the settings. */
  readonly patience?: number;
}

/** Who can answer: settings, environment and built-in templates taken together, and the keys that belong to them. */
export class ProviderDirectory implements vscode.Disposable {
  readonly #settings: Settings;
  readonly #keys: ApiKeyStore;
  readonly #environment: Environment;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable[];
  /** Every key that was in use since the start, for the redactor: an old one is still a secret. */
  readonly #seenKeys = new Set<string>();
  /** Fires when a provider, the choice of provider, or a key has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(settings: Settings, keys: ApiKeyStore, environment: Environment) {
    this.#settings = settings;
    this.#keys = keys;
    this.#environment = environment;
    this.#listeners = [
      keys.onDidChange(() => this.#changed.fire()),
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
    if (key !== undefined) this.#seenKeys.add(key);
    return key;
  }

  async connection(
    provider: ProviderConfig,
    { apiKey, patience = 1 }: ConnectionChange = {},
  ): Promise<GatewayConnection> {
    if (apiKey !== undefined) this.#seenKeys.add(apiKey);
    const { connectMs, firstTokenMs, idleMs } = this.#settings.timeouts;
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

  /** Keys that must never reach a log. */
  get secrets(): readonly string[] {
    return [...this.#seenKeys];
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
  }
}
