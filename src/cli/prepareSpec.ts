import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { ModelChoice } from "../core/models/modelChoice";
import { recordedSpecId } from "../core/records/recordedPastRun";
import { omitAbsent } from "../core/omitAbsent";
import type { RequestParameters } from "../core/run/prepareRequest";
import { type PreparedRequest, RequestPreparer, type RequestTarget } from "../core/run/requestPreparer";
import { secretInPrompt } from "../core/spec/secretInPrompt";
import { specMessages } from "../core/spec/specMessages";
import { specParameters } from "../core/spec/specParameters";
import { PastRuns } from "../core/usage/pastRuns";
import type { RunOptions } from "./commandLine";
import { learnFromRecords } from "./learnFromRecords";
import { ProviderChoice } from "./providerChoice";
import type { SpecRunReading } from "./readSpecRun";
import type { Services } from "./services";

/** What is asked for where neither call nor spec says anything: as the editor's settings have it. */
const DEFAULTS: RequestParameters = { temperature: 0.7, maxTokens: 4000 };

/** A spec for which it is known who would answer. */
export interface TargetedSpec extends SpecRunReading {
  readonly target: RequestTarget;
  readonly input: Parameters<RequestPreparer["prepare"]>[1];
  readonly providers: ProviderChoice;
  readonly choice: ModelChoice;
  readonly requests: RequestPreparer;
}

/** A spec's request as it could go out. */
export interface PreparedSpec extends TargetedSpec {
  readonly request: PreparedRequest;
  /** US dollars for the run; absent = no budget. */
  readonly limitUsd?: number;
}

/** Sends nothing but questions about models. @throws UserFacingError for whatever speaks against sending it. */
export async function prepareSpec(
  read: SpecRunReading,
  options: RunOptions,
  services: Services,
): Promise<PreparedSpec> {
  const targeted = await targetSpec(read, options, services);
  const { target, input, requests } = targeted;
  const limits = [options.budgetUsd, read.reading.spec.frontMatter.budget].filter(
    (limit) => limit !== undefined,
  );
  return {
    ...targeted,
    request: await requests.prepare(target, input),
    ...(limits.length > 0 && { limitUsd: Math.min(...limits) }),
  };
}

/** Finds out who answers. @throws UserFacingError when nobody can, or the text holds a key. */
export async function targetSpec(
  read: SpecRunReading,
  options: RunOptions,
  { connections, terminal, secrets, output, models, gateways, clock, log }: Services,
): Promise<TargetedSpec> {
  const { spec, text, path, assembled } = read.reading;
  const { frontMatter } = spec;
  const providers = new ProviderChoice(
    options.provider ?? frontMatter.provider,
    options.baseUrl,
    terminal.environment,
  );
  for (const warning of providers.warnings) output.note(warning);
  for (const name of assembled.unknownInputs)
    output.note(l10n.t("Nothing in {0} is named {1}; the value of {1} is not sent.", path, name));
  const messages = specMessages(read.reading, options.instruction);
  const held = secretInPrompt(messages, text, secrets, (id) => providers.nameOf(id));
  if (held) throw held;
  const choice = createModelChoice({ connections, models, gateways, clock, log });
  // Read while the list of models is on its way. Without records there is nothing to learn from.
  const past = options.records ? learnFromRecords(read.folder) : Promise.resolve(new PastRuns());
  const requests = new RequestPreparer(
    { get: (id) => providers.get(id), key: (provider) => connections.key(provider) },
    choice,
    () => past,
  );
  const target = await requests.target({
    provider: providers.chosenId,
    model: options.model ?? frontMatter.model ?? frontMatter.models?.[0],
  });
  const input = {
    messages,
    parameters: parametersOf(read, options),
    specId: recordedSpecId(path, options),
    expect: frontMatter.expect,
  };
  return { ...read, target, input, providers, choice, requests };
}

export function createModelChoice({
  connections,
  models,
  gateways,
  clock,
  log,
}: Pick<Services, "connections" | "models" | "gateways" | "clock" | "log">): ModelChoice {
  return new ModelChoice({
    settings: { model: "" },
    providers: connections,
    models,
    gateways,
    memory: forgetful,
    clock,
    log,
  });
}

export function parametersOf(
  { reading: { spec } }: SpecRunReading,
  { maxTokens, temperature }: Pick<RunOptions, "maxTokens" | "temperature">,
): RequestParameters {
  return { ...specParameters(spec.frontMatter, DEFAULTS), ...omitAbsent({ maxTokens, temperature }) };
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
