import { lookup } from "node:dns/promises";
import { connectionStepLabel } from "../../core/connection/connectionStepLabel";
import type { ConnectionReport, ConnectionStep } from "../../core/connection/connectionReport";
import { testConnection as testSteps } from "../../core/connection/testConnection";
import { formatDuration } from "../../core/cost/formatDuration";
import { UserFacingError } from "../../core/errors";
import type { ProviderConfig } from "../../core/providers/providerConfig";
import { followsProxies, proxyFromEnvironment } from "../../node/proxyFromEnvironment";
import type { CommandLine } from "../commandLine";
import { exitCodes } from "../exitCode";
import { createModelChoice } from "../prepareSpec";
import { ProviderChoice } from "../providerChoice";
import { remedyHint } from "../remedyHint";
import { createServices, type Services, type Surroundings } from "../services";

type Test = Extract<CommandLine, { command: "models" | "test" }>;

/** Tests a provider and tells each step as it ends. */
export async function testConnection(command: Test, surroundings: Surroundings): Promise<number> {
  // A test tells what is, and does not try again until it looks better.
  const services = createServices({ ...command, retries: 0 }, surroundings);
  const { output, signal } = services;
  const report = await run(command, services, (step) => {
    if (!command.json) output.text(stepLine(step));
  });
  if (command.json) output.json(report);
  if (signal.aborted) return exitCodes.cancelled;
  const { error } = report;
  if (error) {
    output.note(error.message);
    const hint = remedyHint(error, report.provider);
    if (hint !== undefined && error.remedy !== "test-connection") output.note(hint);
  }
  return report.ok ? exitCodes.done : exitCodes.failed;
}

async function run(
  command: Test,
  services: Services,
  onStep: (step: ConnectionStep) => void,
): Promise<ConnectionReport> {
  const { terminal, output, gateways, connections, clock, signal } = services;
  const providers = new ProviderChoice(command.provider, command.baseUrl, terminal.environment);
  for (const warning of providers.warnings) output.note(warning);
  try {
    const provider = providers.get();
    const hasKey = (await connections.key(provider)) !== undefined;
    const { hostname } = new URL(provider.baseUrl);
    const { environment } = terminal;
    const proxy = followsProxies(environment) ? proxyFromEnvironment(hostname, environment) : undefined;
    return await testSteps({
      gateway: await gateways.create(provider),
      provider,
      modelId: command.model ?? (await modelToAsk(provider, hasKey, services)),
      hasKey,
      // Behind a proxy it is the proxy that looks names up; a local failure would be a false alarm.
      resolveHost: proxy === undefined ? async (host) => (await lookup(host)).address : undefined,
      proxy: proxy === undefined || !URL.canParse(proxy) ? undefined : new URL(proxy).origin,
      clock,
      signal,
      onStep,
    });
  } catch (error) {
    const report = { ok: false, provider: providers.chosenId, steps: [] };
    if (signal.aborted) return report;
    if (!UserFacingError.is(error)) throw error;
    return { ...report, error: error.toRunError() };
  }
}

/** `undefined` when none can be found out: the steps before it will say what is wrong, in their order. */
async function modelToAsk(
  provider: ProviderConfig,
  hasKey: boolean,
  services: Services,
): Promise<string | undefined> {
  try {
    return (await createModelChoice(services).resolve(provider, hasKey)).id;
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    return undefined;
  }
}

function stepLine({ name, ok, ms, detail }: ConnectionStep): string {
  return `${ok ? "✓" : "✗"} ${connectionStepLabel(name)} · ${formatDuration(ms)} · ${detail}`;
}
