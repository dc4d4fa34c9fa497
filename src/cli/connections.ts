import type { KnownSecrets } from "../core/knownSecrets";
import {
  type Environment,
  environmentKey,
  environmentKeys,
  environmentValue,
  organizationId,
} from "../core/providers/environmentKey";
import { headerSecrets } from "../core/providers/headerSecrets";
import type { ConnectionChange, GatewayConnection, ProviderConfig } from "../core/providers/providerConfig";
import { type ChosenTimeouts, timeoutsFor } from "../core/providers/timeoutsFor";

/** Keys and limits of requests: the environment's keys, and nobody else's. */
export class Connections {
  /** Nothing changes while the program runs. */
  readonly onDidChange = (): void => undefined;
  readonly #environment: Environment;
  readonly #timeouts: ChosenTimeouts;
  readonly #secrets: KnownSecrets;

  constructor(environment: Environment, timeouts: ChosenTimeouts, secrets: KnownSecrets) {
    this.#environment = environment;
    this.#timeouts = timeouts;
    this.#secrets = secrets;
    for (const { key, providerId } of environmentKeys(environment)) secrets.add(key, providerId);
  }

  get defaultModelFromEnvironment(): string | undefined {
    return environmentValue(this.#environment, "SMARTSPEC_DEFAULT_MODEL");
  }

  async key(provider: ProviderConfig): Promise<string | undefined> {
    const key = environmentKey(provider, this.#environment);
    for (const value of headerSecrets(provider, key)) this.#secrets.add(value, provider.id);
    return key;
  }

  async connection(
    provider: ProviderConfig,
    { patience = 1 }: Pick<ConnectionChange, "patience"> = {},
  ): Promise<GatewayConnection> {
    const { connectMs, firstTokenMs, idleMs } = timeoutsFor(provider.baseUrl, this.#timeouts);
    return {
      provider,
      apiKey: await this.key(provider),
      organizationId: organizationId(provider, this.#environment),
      timeouts: {
        connectMs: connectMs * patience,
        firstTokenMs: firstTokenMs * patience,
        idleMs: idleMs * patience,
      },
    };
  }
}
