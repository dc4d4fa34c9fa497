import * as vscode from "vscode";
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

/**
 * Builds a client for one request. The key is read anew each time, so that a changed one is used at once; the SDK's
 * bundle is loaded by the first request, not by activation.
 */
export class GatewayFactory {
  readonly #load: LoadGateway;
  readonly #providers: ProviderDirectory;
  readonly #secrets: KnownSecrets;
  readonly #log: Logger;
  readonly #language: () => Language;
  readonly #userAgent: string;
  /** As in `GatewayEnvironment`. */
  readonly machine: string | undefined;

  constructor(
    load: LoadGateway,
    providers: ProviderDirectory,
    secrets: KnownSecrets,
    log: Logger,
    language: () => Language,
    version: string,
    machine: string | undefined,
  ) {
    this.#load = load;
    this.#providers = providers;
    this.#secrets = secrets;
    this.#log = log;
    this.#language = language;
    this.machine = machine;
    // Header values are Latin-1; an editor's own name may hold anything.
    const editor = `${vscode.env.appName} ${vscode.version}`.replace(/[^\x20-\x7e]/g, "");
    this.#userAgent = `SmartSpec-Kilo/${version} (${editor})`;
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
      machine: this.machine,
      userAgent: this.#userAgent,
      log: this.#log,
      translations: this.#language().translations,
    };
    const gateway = createGatewayClient(connection, environment, patience);
    return new RedactedGateway(gateway, this.#secrets);
  }
}
