import path from "node:path";
import type * as vscode from "vscode";
import { CoolDowns } from "../core/fallback/coolDowns";
import { RateLimitTally } from "../core/providers/rateLimitTally";
import { JudgeDesk } from "../core/run/judgeDesk";
import { RequestPreparer } from "../core/run/requestPreparer";
import { RequestSender } from "../core/run/requestSender";
import { RunEpilogue } from "../core/run/runEpilogue";
import { AnswerFiles } from "../host/answerFiles";
import { ConsentDesk } from "../host/consentDesk";
import { EnvironmentConsent } from "../host/environmentConsent";
import { RecordStore } from "../host/recordStore";
import { RunPreparer } from "../host/runPreparer";
import { SpecInputsDesk } from "../host/specInputsDesk";
import { SpecReader } from "../host/specReader";
import { SpecRunner } from "../host/specRunner";
import { TaskRunner } from "../host/taskRunner";
import { workerChecks } from "../node/workerChecks";
import type { Accounts } from "./createAccounts";
import type { Base } from "./createBase";
import type { Own } from "./own";

export type Running = ReturnType<typeof createRunning>;

/** The way of a spec from its file to a record. */
export function createRunning(
  { workspaceState, globalState }: vscode.ExtensionContext,
  base: Base,
  { chat, usage, past, balances, budgets }: Accounts,
  own: Own,
) {
  const { settings, secrets, environment, providers, gateways, choice, language, report, clock, log } = base;
  const records = own(new RecordStore({ settings, secrets, environment }));
  const consent = new EnvironmentConsent(workspaceState, environment);
  const reader = new SpecReader(consent, records);
  const sender = new RequestSender({ choice, gateways, balances, accounts: usage, clock, log });
  const requests = new RequestPreparer(providers, choice, past);
  const inputs = new SpecInputsDesk(workspaceState);
  const consents = new ConsentDesk(settings, chat, globalState);
  const checks = workerChecks(path.join(__dirname, "checkWorker.js"), () => language().translations);
  const epilogue = new RunEpilogue({
    sender,
    checks,
    judges: new JudgeDesk({ requests, sender, consents }),
    records,
    files: new AnswerFiles({ memory: workspaceState, report }),
    log,
  });
  const coolDowns = new CoolDowns(clock);
  const preparer = new RunPreparer({
    settings,
    providers,
    chat,
    reader,
    requests,
    sender,
    coolDowns,
    secrets,
    budgets,
  });
  const runner = own(
    new SpecRunner({
      settings,
      chat,
      inputs,
      preparer,
      sender,
      epilogue,
      consents,
      coolDowns,
      rateLimits: new RateLimitTally(clock),
      clock,
      log,
    }),
  );
  return {
    records,
    consent,
    reader,
    sender,
    requests,
    inputs,
    consents,
    checks,
    epilogue,
    coolDowns,
    runner,
    tasks: new TaskRunner({ settings, reader, requests, runner, inputs }),
  };
}
