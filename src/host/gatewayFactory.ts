import type { KnownSecrets } from "../core/knownSecrets";
import type { GatewayClient, GatewayEnvironment, Logger } from "../core/ports";
import type { GatewayConnection, ProviderConfig } from "../core/providers/providerConfig";
import { RedactedGateway } from "../core/redactedGateway";
import type { Language } from "./language";
import { patientFetch } from "./patientFetch";
import type { ConnectionChange, ProviderDirectory } from "./providerDirectory";

/** How long one request may be repeated; what is absent stays as the gateway layer has it. */
export interface RetryPatience {
  /** Attempts after the first one, for a chat request that came to nothing. */
  readonly chatRetries?: number;
  /** Milliseconds the pauses between the attempts of one chat request may take together. */
  readonly chatPauseLimitMs?: number;
}

/** Brings in the gateway layer, which only the composition root may import. */
export type LoadGateway = () => Promise<
  (connection: GatewayConnection, environment: GatewayEnvironment, patience: RetryPatience) => GatewayClient
>;

/** Who sends, and from where. */
export type RequestOrigin = Pick<GatewayEnvironment, "userAgent" | "machine">;

/**
 * Builds a client for one request. The key is read anew each time, so that a changed one is used at once; the SDK's
 * bundle is loaded by the first request, not by activation.
 */
export class GatewayFactory {
  readonly #load: LoadGateway;
  readonly #providers: Pick<ProviderDirectory, "connection">;
  readonly #secrets: KnownSecrets;
  readonly #log: Logger;
  readonly #language: () => Language;
  readonly origin: RequestOrigin;

  constructor(
    load: LoadGateway,
    providers: Pick<ProviderDirectory, "connection">,
    secrets: KnownSecrets,
    log: Logger,
    language: () => Language,
    origin: RequestOrigin,
  ) {
    this.#load = load;
    this.#providers = providers;
    this.#secrets = secrets;
    this.#log = log;
    this.#language = language;
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
      translations: this.#language().translations,
    };
    const gateway = createGatewayClient(connection, environment, patience);
    return new RedactedGateway(gateway, this.#secrets);
  }
}
