import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { ModelChoice } from "../core/models/modelChoice";
import { omitAbsent } from "../core/omitAbsent";
import type { RequestParameters } from "../core/run/prepareRequest";
import { type PreparedRequest, RequestPreparer } from "../core/run/requestPreparer";
import { secretInPrompt } from "../core/spec/secretInPrompt";
import { specMessages } from "../core/spec/specMessages";
import { specParameters } from "../core/spec/specParameters";
import { PastRuns } from "../core/usage/pastRuns";
import type { RunOptions } from "./commandLine";
import { ProviderChoice } from "./providerChoice";
import type { SpecRunReading } from "./readSpecRun";
import type { Services } from "./services";

/** What is asked for where neither call nor spec says anything: as the editor's settings have it. */
const DEFAULTS: RequestParameters = { temperature: 0.7, maxTokens: 4000 };

/** A spec's request as it could go out. */
export interface PreparedSpec extends SpecRunReading {
  readonly request: PreparedRequest;
  readonly providers: ProviderChoice;
  readonly choice: ModelChoice;
  readonly requests: RequestPreparer;
  /** The same request for somebody else. */
  readonly prepareFor: (wanted: {
    readonly provider: string;
    readonly model: string;
  }) => Promise<PreparedRequest>;
  /** US dollars for the run; absent = no budget. */
  readonly limitUsd?: number;
}

export function parametersOf(
  { reading: { spec } }: SpecRunReading,
  { maxTokens, temperature }: Pick<RunOptions, "maxTokens" | "temperature">,
): RequestParameters {
  return { ...specParameters(spec.frontMatter, DEFAULTS), ...omitAbsent({ maxTokens, temperature }) };
}

/** Sends nothing but questions about models. @throws UserFacingError for whatever speaks against sending it. */
export async function prepareSpec(
  read: SpecRunReading,
  options: RunOptions,
  { connections, terminal, secrets, output, models, gateways, clock, log }: Services,
): Promise<PreparedSpec> {
  const { spec, text, path } = read.reading;
  const { frontMatter } = spec;
  const providers = new ProviderChoice(
    options.provider ?? frontMatter.provider,
    options.baseUrl,
    terminal.environment,
  );
  for (const warning of providers.warnings) output.note(warning);
  const choice = new ModelChoice({
    settings: { model: "" },
    providers: connections,
    models,
    gateways,
    memory: forgetful,
    clock,
    log,
  });
  const past = new PastRuns();
  const requests = new RequestPreparer(
    { get: (id) => providers.get(id), key: (provider) => connections.key(provider) },
    choice,
    async () => past,
  );
  const messages = specMessages(read.reading, options.instruction);
  const held = secretInPrompt(messages, text, secrets, (id) => providers.nameOf(id));
  if (held) throw held;
  const input = { messages, parameters: parametersOf(read, options), specId: path };
  const prepareFor = async (wanted: {
    readonly provider?: string | undefined;
    readonly model?: string | undefined;
  }) => requests.prepare(await requests.target(wanted), input);
  const limits = [options.budgetUsd, frontMatter.budget].filter((limit) => limit !== undefined);
  return {
    ...read,
    request: await prepareFor({
      provider: providers.chosenId,
      model: options.model ?? frontMatter.model ?? frontMatter.models?.[0],
    }),
    providers,
    choice,
    requests,
    prepareFor,
    ...(limits.length > 0 && { limitUsd: Math.min(...limits) }),
  };
}

/** The program keeps nothing between its calls. */
const forgetful = { get: <T>(_name: string, absent: T): T => absent, update: async () => undefined };

/** For a model whose provider may keep prompts where the environment forbids that. */
export function promptLoggingRefusal({ modelName }: PreparedRequest): UserFacingError {
  return new UserFacingError(
    "forbidden",
    l10n.t(
      "The provider of {0} may keep prompts, and {1} forbids that.",
      modelName,
      "SMARTSPEC_PROMPT_LOGGING",
    ),
  );
}
