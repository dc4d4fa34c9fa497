import path from "node:path";
import * as vscode from "vscode";
import { KnownSecrets } from "../core/knownSecrets";
import { ModelCache } from "../core/models/modelCache";
import { ModelChoice } from "../core/models/modelChoice";
import type { Clock } from "../core/ports";
import { createRedactor } from "../core/redact";
import { ApiKeyStore } from "../host/apiKeyStore";
import { loadLanguage } from "../host/language";
import { LostKeyNotice } from "../host/lostKeyNotice";
import { ModelListFiles } from "../host/modelListFiles";
import { ModelMarks } from "../host/modelMarks";
import { notifyError } from "../host/notifyError";
import { ProviderDirectory } from "../host/providerDirectory";
import { redactedLog } from "../host/redactedLog";
import { Settings } from "../host/settings";
import { StoredKeys } from "../host/storedKeys";
import { GatewayFactory, type LoadGateway } from "../node/gatewayFactory";
import type { Own } from "./own";
import { requestOrigin } from "./requestOrigin";

/** A bundle of its own (see esbuild.js): the SDK is read by the first request. */
const loadGateway: LoadGateway = async () =>
  (await import("../gateway/createGatewayClient")).createGatewayClient;

export type Base = Awaited<ReturnType<typeof createBase>>;

/** What all else stands on: settings, keys, providers and their models, the language, the log. */
export async function createBase(context: vscode.ExtensionContext, own: Own) {
  const { extensionUri } = context;
  const clock: Clock = { now: () => Date.now() };
  const settings = own(new Settings());
  const secrets = new KnownSecrets();
  const log = own(
    redactedLog(
      vscode.window.createOutputChannel("SmartSpec", { log: true }),
      createRedactor(() => secrets.values),
    ),
  );
  const report = (error: unknown) => notifyError(error, log);
  const storedKeys = new StoredKeys(context.globalStorageUri.fsPath, clock, log);
  const keys = new ApiKeyStore(context.secrets, secrets, storedKeys);
  const providers = own(new ProviderDirectory(settings, keys, process.env, secrets));
  own(new LostKeyNotice(providers, storedKeys));

  let language = await loadLanguage(settings.language, extensionUri);
  const surroundings = own(new vscode.EventEmitter<void>());
  own(
    settings.onDidChange((event) => {
      if (!event.affectsConfiguration("smartspec.language")) return surroundings.fire();
      loadLanguage(settings.language, extensionUri).then((loaded) => {
        language = loaded;
        surroundings.fire();
      }, report);
    }),
  );

  const gateways = new GatewayFactory(
    loadGateway,
    providers,
    secrets,
    log,
    () => language.translations,
    requestOrigin(context.extension),
  );
  const files = new ModelListFiles(path.join(context.globalStorageUri.fsPath, "models"), log);
  const models = new ModelCache({ gateways, providers, files, clock });
  const memory = context.globalState;
  return {
    extensionUri,
    environment: process.env,
    clock,
    settings,
    secrets,
    log,
    report,
    keys,
    providers,
    gateways,
    models,
    choice: new ModelChoice({ settings, providers, models, gateways, memory, clock, log }),
    marks: new ModelMarks(memory),
    language: () => language,
    /** Settings, providers, keys or the language have changed. The root fires it for the providers. */
    surroundings,
    onDidChangeSurroundings: surroundings.event,
  };
}
