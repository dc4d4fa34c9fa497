import type { KnownSecrets } from "../core/knownSecrets";
import type { GatewayClient, GatewayEnvironment, Gateways, Logger, RetryPatience } from "../core/ports";
import type { ConnectionChange, GatewayConnection, ProviderConfig } from "../core/providers/providerConfig";
import { RedactedGateway } from "../core/redactedGateway";
import { patientFetch } from "./patientFetch";

/** Brings in the gateway layer, which only the composition root may import. */
export type LoadGateway = () => Promise<
  (connection: GatewayConnection, environment: GatewayEnvironment, patience: RetryPatience) => GatewayClient
>;

/** What a provider's requests need. */
interface Connections {
  connection(provider: ProviderConfig, change?: ConnectionChange): Promise<GatewayConnection>;
}

/** Who sends, and from where. */
export type RequestOrigin = Pick<GatewayEnvironment, "userAgent" | "machine">;

/**
 * Builds a client for one request. The key is read anew each time, so that a changed one is used at once; the SDK's
 * bundle is loaded by the first request, not by activation.
 */
export class GatewayFactory implements Gateways {
  readonly #load: LoadGateway;
  readonly #providers: Connections;
  readonly #secrets: KnownSecrets;
  readonly #log: Logger;
  readonly #translations: () => Readonly<Record<string, string>>;
  readonly origin: RequestOrigin;

  constructor(
    load: LoadGateway,
    providers: Connections,
    secrets: KnownSecrets,
    log: Logger,
    translations: () => Readonly<Record<string, string>>,
    origin: RequestOrigin,
  ) {
    this.#load = load;
    this.#providers = providers;
    this.#secrets = secrets;
    this.#log = log;
    this.#translations = translations;
    this.origin = origin;
  }

  async create(
    provider: ProviderConfig,
    change: ConnectionChange = {},
    patience: RetryPatience = {},
  ): Promise<GatewayClient> {
    const [createGatewayClient, connection] = await Promise.all([
      this.#load(),
      this.#providers.connection(provider, change),
    ]);
    const environment: GatewayEnvironment = {
      fetch: patientFetch,
      ...this.origin,
      log: this.#log,
      translations: this.#translations(),
    };
    const gateway = createGatewayClient(connection, environment, patience);
    return new RedactedGateway(gateway, this.#secrets);
  }
}
