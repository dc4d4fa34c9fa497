import { lookup } from "node:dns/promises";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ConnectionReport } from "../../core/connection/connectionReport";
import { connectionStepLabel } from "../../core/connection/connectionStepLabel";
import { renderConnectionReport } from "../../core/connection/renderConnectionReport";
import { testConnection as test } from "../../core/connection/testConnection";
import { UserFacingError } from "../../core/errors";
import type { Clock } from "../../core/ports";
import type { ProviderConfig } from "../../core/providers/providerConfig";
import { isProxyException, proxyFromEnvironment } from "../../node/proxyFromEnvironment";
import type { GatewayFactory } from "../../node/gatewayFactory";
import type { ModelChoice } from "../../core/models/modelChoice";
import { applyRemedy, needsTurn } from "../remedies";
import { remedyLabel } from "../remedyLabel";
import type { ProviderDirectory } from "../providerDirectory";
import type { VirtualDocuments } from "../virtualDocuments";

interface Parts {
  readonly providers: ProviderDirectory;
  readonly gateways: GatewayFactory;
  readonly choice: ModelChoice;
  readonly documents: VirtualDocuments;
  readonly clock: Clock;
}

/** Tests a provider step by step and shows the report; a failure also offers its remedy. */
export async function testConnection(
  providerId: string | undefined,
  parts: Parts,
): Promise<ConnectionReport> {
  const report = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t("Testing the connection"),
      cancellable: true,
    },
    (progress, cancellation) => runTest(providerId, parts, progress, cancellation),
  );
  if (!report.ok && !report.error) return report;
  const provider = parts.providers.all().find(({ id }) => id === report.provider);
  const name = provider?.displayName ?? report.provider;
  const content = renderConnectionReport(report, { name, baseUrl: provider?.baseUrl });
  await parts.documents.show(`${l10n.t("Connection to {0}", name)}.md`, content);
  if (report.error) offerRemedy(report);
  return report;
}

async function runTest(
  providerId: string | undefined,
  parts: Parts,
  progress: vscode.Progress<{ message?: string }>,
  cancellation: vscode.CancellationToken,
): Promise<ConnectionReport> {
  const abort = new AbortController();
  cancellation.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
  try {
    const provider = parts.providers.get(providerId);
    const hasKey = (await parts.providers.key(provider)) !== undefined;
    const modelId = vscode.workspace.isTrusted ? await modelToAsk(provider, hasKey, parts) : undefined;
    const proxy = proxyAddress(new URL(provider.baseUrl).hostname);
    return await test({
      // A test tells what is, and does not try again until it looks better.
      gateway: await parts.gateways.create(provider, {}, { chatRetries: 0 }),
      provider,
      modelId,
      hasKey,
      // Behind a proxy it is the proxy that looks names up; a local failure would be a false alarm.
      resolveHost: proxy === undefined ? async (host) => (await lookup(host)).address : undefined,
      proxy,
      machine: parts.gateways.origin.machine,
      clock: parts.clock,
      signal: abort.signal,
      onStepStart: (name) => progress.report({ message: connectionStepLabel(name) }),
    });
  } catch (error) {
    const report = { ok: false, provider: providerId ?? parts.providers.selectedId, steps: [] };
    if (cancellation.isCancellationRequested) return report;
    if (!UserFacingError.is(error)) throw error;
    return { ...report, error: error.toRunError() };
  }
}

/** `undefined` when none can be found out: the steps before it will say what is wrong, in their order. */
async function modelToAsk(
  provider: ProviderConfig,
  hasKey: boolean,
  { choice }: Parts,
): Promise<string | undefined> {
  try {
    return (await choice.resolve(provider, hasKey, { isRun: true })).id;
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    return undefined;
  }
}

/**
 * The proxy on the way to `host`, without user name and password. VS Code's own setting goes before the environment of the
 * machine it runs on; addresses on this machine and those in `NO_PROXY` are reached without it.
 */
function proxyAddress(host: string): string | undefined {
  if (isProxyException(host, process.env)) return undefined;
  const setting = vscode.workspace.getConfiguration("http").get<string>("proxy");
  const address = setting || proxyFromEnvironment(host, process.env);
  if (!address) return undefined;
  return URL.canParse(address) ? new URL(address).origin : l10n.t("of the settings");
}

function offerRemedy(report: ConnectionReport): void {
  const { error } = report;
  if (!error) return;
  const isHere = error.remedy === "test-connection" || needsTurn.has(error.remedy);
  const label = isHere ? l10n.t("Test Again") : remedyLabel(error);
  void vscode.window.showErrorMessage(error.message, label).then((choice) => {
    if (choice === undefined) return undefined;
    return applyRemedy(isHere ? "test-connection" : error.remedy, { error, providerId: report.provider });
  });
}
