/** Composition root of the command line: builds what every command needs. */
import path from "node:path";
import type { KnownSecrets } from "../core/knownSecrets";
import { ModelCache } from "../core/models/modelCache";
import type { CheckTools } from "../core/expect/checkExpectations";
import type { Clock, GatewayClient, Gateways, Logger } from "../core/ports";
import { GatewayFactory, type LoadGateway } from "../node/gatewayFactory";
import { useProxyOfEnvironment } from "../node/proxyFromEnvironment";
import { workerChecks } from "../node/workerChecks";
import type { ConnectionOptions } from "./commandLine";
import { Connections } from "./connections";
import type { Translations } from "./language";
import type { Output } from "./output";
import type { Terminal } from "./terminal";

export interface Services {
  readonly terminal: Terminal;
  readonly output: Output;
  readonly secrets: KnownSecrets;
  readonly connections: Connections;
  readonly gateways: Gateways;
  readonly models: ModelCache;
  readonly checks: Pick<Required<CheckTools>, "matchText" | "findSchemaProblem">;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted when the user wants the program to end. */
  readonly signal: AbortSignal;
}

export interface Surroundings {
  readonly terminal: Terminal;
  readonly output: Output;
  readonly secrets: KnownSecrets;
  readonly signal: AbortSignal;
  readonly translations: Translations;
  /** Folder of this bundle and of those that it loads. */
  readonly bundles: string;
}

export function createServices(
  { timeouts, retries }: Pick<ConnectionOptions, "timeouts" | "retries">,
  { terminal, output, secrets, signal, translations, bundles }: Surroundings,
): Services {
  const clock: Clock = { now: () => Date.now() };
  const log: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message) => output.note(message),
    error: (message) => output.note(message),
  };
  const connections = new Connections(terminal.environment, timeouts, secrets);
  /** A bundle of its own (see esbuild.js): the SDK is read by the first request. */
  const loadGateway: LoadGateway = async () => {
    useProxyOfEnvironment(terminal.environment);
    return (await import("../gateway/createGatewayClient")).createGatewayClient;
  };
  const factory = new GatewayFactory(loadGateway, connections, secrets, log, () => translations, {
    userAgent: `SmartSpec-Kilo/${process.env["SMARTSPEC_VERSION"]} (Node.js ${process.versions.node})`,
  });
  const chatRetries = retries === undefined ? {} : { chatRetries: retries };
  const gateways: Gateways = {
    create: (provider, change, patience): Promise<GatewayClient> =>
      factory.create(provider, change, { ...chatRetries, ...patience }),
  };
  return {
    terminal,
    output,
    secrets,
    connections,
    gateways,
    models: new ModelCache({ gateways, providers: connections, files: noFiles, clock }),
    checks: workerChecks(path.join(bundles, "checkWorker.js"), () => translations),
    clock,
    log,
    signal,
  };
}

/** Prices are to be those of now, and one call of the program reads them once. */
const noFiles = { read: async () => undefined, write: async () => undefined };
