import { randomUUID } from "node:crypto";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { CoolDowns } from "../core/fallback/coolDowns";
import { fallbackTargets } from "../core/fallback/fallbackTargets";
import { type PromptConsent, promptConsent } from "../core/providers/promptConsent";
import { RateLimitTally } from "../core/providers/rateLimitTally";
import { selectedProviderId } from "../core/providers/resolveProviders";
import { recordRedactor } from "../core/records/recordRedactor";
import { writeRunRecord } from "../core/records/writeRunRecord";
import { BudgetDesk } from "../core/run/budgetDesk";
import type { EndedSpecRun } from "../core/run/endedSpecRun";
import { JudgeDesk } from "../core/run/judgeDesk";
import type { PreparedRequest } from "../core/run/requestPreparer";
import { RequestSender } from "../core/run/requestSender";
import { RunEpilogue } from "../core/run/runEpilogue";
import type { RunResult } from "../core/run/runResult";
import { sendPreparedRun } from "../core/run/sendPreparedRun";
import { unsentResult } from "../core/run/unsentResult";
import type { RunAccounts } from "../core/usage/runAccounts";
import { nodeRecordFolder } from "../node/nodeRecordFolder";
import type { RunOptions } from "./commandLine";
import { Consents } from "./consents";
import { type PreparedSpec, prepareSpec, promptLoggingRefusal } from "./prepareSpec";
import { readSpecRun } from "./readSpecRun";
import { replaySpec } from "./replaySpec";
import { RunFollower } from "./runFollower";
import { SavedAnswers } from "./savedAnswers";
import type { Services } from "./services";
import type { SpecTarget } from "./specTarget";
import { untilAborted } from "./untilAborted";

/** Runs one spec. `print`: takes the answer as it comes. Every expected failure is a result with `error`. */
export async function runSpec(
  find: () => Promise<SpecTarget>,
  options: RunOptions,
  services: Services,
  print?: (text: string) => void,
): Promise<RunResult> {
  const { signal, terminal } = services;
  let prepared: PreparedSpec | undefined;
  try {
    const target = await find();
    const consents = new Consents(options, terminal, signal);
    const read = await readSpecRun(target, options, { terminal, consents, signal });
    if (options.replayFrom !== undefined) {
      return await replaySpec(read, { ...options, replayFrom: options.replayFrom }, services, print);
    }
    prepared = await untilAborted(prepareSpec(read, options, services), signal);
    return await sendSpec(target, prepared, options, services, print);
  } catch (error) {
    const result = (status: "cancelled" | "failed") =>
      unsentResult(status, {
        provider:
          prepared?.request.provider.id ?? selectedProviderId(options.provider, terminal.environment, true),
        model: prepared?.request.modelId ?? options.model ?? "",
        ...(prepared && { estimate: prepared.request.estimate }),
      });
    if (signal.aborted) return result("cancelled");
    if (!UserFacingError.is(error)) throw error;
    return { ...result("failed"), error: error.toRunError() };
  }
}

async function sendSpec(
  { folder }: SpecTarget,
  prepared: PreparedSpec,
  options: RunOptions,
  services: Services,
  print: ((text: string) => void) | undefined,
): Promise<RunResult> {
  const { output, clock, signal, gateways, log, checks, terminal, secrets } = services;
  const { choice, requests, providers, request: wanted, reading, source, limitUsd, input } = prepared;
  const { frontMatter } = reading.spec;
  const consentOf = consentsFor(wanted, options);
  const consent = consentOf(wanted);
  if (consent === "refused") throw promptLoggingRefusal(wanted);
  const budgets = new BudgetDesk({ settings: { budgets: {} }, accounts: noAccounts });
  const scope = limitUsd === undefined ? {} : { limitUsd };
  const { first, budget } = await budgets.admit(wanted, scope, undefined);
  if (consent === "allowed" && options.promptLogging === "ask") {
    output.note(
      l10n.t(
        "The provider of {0} may log what you send and train on it. Do not send secrets or personal data.",
        wanted.modelName,
      ),
    );
  }
  const sender = new RequestSender({
    choice,
    gateways,
    balances: nobodyWatches,
    accounts: noAccounts,
    clock,
    log,
  });
  const judges = new JudgeDesk({
    requests,
    sender,
    consents: { verdict: consentOf },
  });
  const epilogue = new RunEpilogue<EndedSpecRun>({
    sender,
    checks,
    judges,
    files: new SavedAnswers(folder, output),
    records: {
      write: async (run, sent) => {
        if (!options.records) return undefined;
        const redact = recordRedactor(frontMatter.env ?? [], { secrets, environment: terminal.environment });
        return writeRunRecord(run, sent, { folder: nodeRecordFolder(folder), redact });
      },
    },
    log,
  });
  const id = randomUUID();
  const startedAt = clock.now();
  const identity = { spec: reading.path, specId: reading.path };
  const follower = new RunFollower({ output, clock, signal }, print);
  const result = await sendPreparedRun({
    first,
    fallbacks: fallbackTargets(frontMatter.fallback ?? [], first, {
      providers: providers.all(),
      prepare: async (other) => requests.prepare(await requests.target(other), input),
    }),
    budget,
    sender,
    sent: { id, spec: identity, observer: follower },
    patience: 1,
    coolDowns: new CoolDowns(clock),
    rateLimits: new RateLimitTally(clock),
    clock,
    signal,
    consentOf,
    onHops: (hops) => follower.hops(hops),
  });
  return epilogue.finish({ id, startedAt, source, identity, reading, budget, first, result }, signal);
}

/**
 * Whether a prompt may go to a provider that may keep it. The first choice was named by the user, who is told; whoever else
 * would get the prompt only does where the environment allows it.
 */
function consentsFor(
  first: PreparedRequest,
  { promptLogging }: Pick<RunOptions, "promptLogging">,
): (prepared: PreparedRequest) => PromptConsent {
  return (prepared) => {
    const { provider, modelId, model, hasKey } = prepared;
    const consented = new Set<string>();
    const verdict = promptConsent({ model, modelId, provider, hasKey, setting: promptLogging, consented });
    const isFirst = provider.id === first.provider.id && modelId === first.modelId;
    return verdict === "ask" && isFirst ? "allowed" : verdict;
  };
}

/** There is no ledger here: each call has its own budget, and no other. */
const noAccounts: RunAccounts = {
  started: async () => undefined,
  spending: async () => ({ day: 0, month: 0, provider: 0, spec: 0 }),
  ended: () => undefined,
};

const nobodyWatches = { runEnded: () => undefined };
