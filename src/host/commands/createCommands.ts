import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { formatAtMost, formatEstimate } from "../../core/cost/formatCost";
import { formatTokenLimit } from "../../core/cost/formatTokens";
import type { CostEstimate } from "../../core/cost/usage";
import { wholeEstimate } from "../../core/cost/wholeEstimate";
import { UserFacingError } from "../../core/errors";
import { judgesNote } from "../../core/expect/judgesNote";
import type { KnownSecrets } from "../../core/knownSecrets";
import type { Model } from "../../core/models/model";
import type { Clock } from "../../core/ports";
import type { RunResult } from "../../core/run/runResult";
import type { AnswerApplier } from "../answerApplier";
import type { ApiKeyStore } from "../apiKeyStore";
import type { ChatSession } from "../chatSession";
import type { ChatViewProvider } from "../chatViewProvider";
import type { CompareDesk } from "../compare/compareDesk";
import type { DraftEstimator } from "../draftEstimator";
import type { GatewayFactory } from "../../node/gatewayFactory";
import type { ModelCache } from "../../core/models/modelCache";
import type { ModelMarks } from "../modelMarks";
import type { ModelsPanel } from "../modelsPanel";
import type { UsageLedger } from "../usageLedger";
import type { UsagePanel } from "../usagePanel";
import type { ModelChoice } from "../../core/models/modelChoice";
import { notifyError } from "../notifyError";
import type { ProviderDirectory } from "../providerDirectory";
import type { Settings } from "../settings";
import type { RequestPreviews } from "../requestPreviews";
import type { SpecRunner } from "../specRunner";
import type { TaskRunner } from "../taskRunner";
import type { VirtualDocuments } from "../virtualDocuments";
import { activeSpec } from "./activeSpec";
import { parseId, parseUri } from "./commandArguments";
import { applyAnswer } from "./applyAnswer";
import { compareModels } from "./compareModels";
import { configureKey } from "./configureKey";
import { runSection } from "./runSection";
import { runSpec } from "./runSpec";
import { type RecordCommandParts, recordCommands, recordRunCommands } from "./recordCommands";
import { selectModel } from "./selectModel";
import { sendSelection } from "./sendSelection";
import { testConnection } from "./testConnection";

export interface CommandParts {
  readonly settings: Settings;
  readonly keys: ApiKeyStore;
  readonly providers: ProviderDirectory;
  readonly gateways: GatewayFactory;
  readonly models: ModelCache;
  readonly choice: ModelChoice;
  readonly marks: ModelMarks;
  readonly estimator: DraftEstimator;
  readonly chat: ChatSession;
  readonly runner: SpecRunner;
  readonly comparisons: CompareDesk;
  readonly tasks: TaskRunner;
  readonly view: ChatViewProvider;
  readonly modelsPanel: ModelsPanel;
  readonly usagePanel: UsagePanel;
  readonly usage: UsageLedger;
  readonly documents: VirtualDocuments;
  readonly previews: RequestPreviews;
  readonly runs: RecordCommandParts;
  readonly applier: AnswerApplier;
  readonly secrets: KnownSecrets;
  readonly clock: Clock;
  readonly log: vscode.LogOutputChannel;
}

/** How long the status bar says that something was copied. */
const COPIED_MS = 4000;

/**
 * Every command by its id. What they return is public contract: runs and reports carry their failure; what has no place
 * for one (a list, an estimate) rejects with it.
 */
export function createCommands(parts: CommandParts): Record<string, (argument: unknown) => Promise<unknown>> {
  const { chat, runner, view, log } = parts;
  /** Shows a failure and gives `instead`. */
  const told = async <T>(action: Promise<T>, instead: T): Promise<T> => {
    try {
      return await action;
    } catch (error) {
      notifyError(error, log);
      return instead;
    }
  };
  /** Shows an expected failure and makes it a result; a bug is shown, and stays an exception. */
  const asResult = async (run: Promise<RunResult | undefined>): Promise<RunResult | undefined> => {
    try {
      return await run;
    } catch (error) {
      notifyError(error, log);
      if (!UserFacingError.is(error)) throw error;
      return runner.refused(error);
    }
  };
  return {
    "smartspec.runSpec": (argument) => asResult(runSpec(argument, parts)),
    "smartspec.runSection": () => asResult(runSection(parts)),
    "smartspec.previewRequest": (argument) => told(previewRequest(argument, parts), undefined),
    "smartspec.copyAsCurl": (argument) => told(copyAsCurl(argument, parts), undefined),
    "smartspec.sendSelection": (argument) => asResult(sendSelection(argument, parts)),
    "smartspec.compareModels": (argument) => told(compareModels(argument, parts), []),
    "smartspec.runTasks": async (argument) => {
      const uri = parseUri(argument) ?? (await activeSpec());
      if (!uri) return [];
      await view.reveal({ focus: false });
      return told(parts.tasks.run(uri), []);
    },
    "smartspec.configureKey": (argument) => told(configureKey(parseId(argument), parts), false),
    "smartspec.selectModel": (argument) => told(selectModel(argument, parts), undefined),
    "smartspec.testConnection": (argument) => testConnection(parseId(argument), parts),
    "smartspec.listModels": (argument) => {
      if (argument !== undefined) return listModels(argument, parts);
      parts.modelsPanel.show();
      // The view tells why there is no list.
      return listModels({}, parts).catch((error: unknown) => {
        if (!UserFacingError.is(error)) throw error;
        return [];
      });
    },
    "smartspec.estimateCost": (argument) => {
      const estimate = estimateCost(argument, parts);
      return argument === undefined ? told<CostEstimate | undefined>(estimate, undefined) : estimate;
    },
    "smartspec.showUsage": async () => parts.usagePanel.show(),
    "smartspec.resetEstimates": (argument) => told(resetEstimates(argument, parts), false),
    ...changed(recordCommands(parts.runs), (command) => (argument) => told(command(argument), undefined)),
    ...changed(recordRunCommands(parts.runs, view), (command) => (argument) => asResult(command(argument))),
    "smartspec.applyAnswer": (argument) => told(applyAnswer(argument, parts), []),
    "smartspec.newChat": async () => {
      // Other windows keep the old conversation, and what they run of it.
      await runner.stopOwn();
      chat.startNew();
      await view.reveal({ focus: true });
    },
    "smartspec.openChat": () => view.reveal({ focus: true }),
    "smartspec.stop": async () => {
      parts.comparisons.stopAll();
      await runner.stopAll();
    },
  };
}

/** Of the model with that id at the current provider, or of all. True when something may have been forgotten. */
async function resetEstimates(argument: unknown, { usage, providers }: CommandParts): Promise<boolean> {
  const model = parseId(argument);
  if (model === undefined) {
    const forget = l10n.t("Forget");
    const question = l10n.t(
      "Forget what estimates have learned from past runs? The runs stay in the usage view.",
    );
    // From the palette; a script that means it names a model.
    if ((await vscode.window.showWarningMessage(question, forget)) !== forget) return false;
    await usage.forgetLessons();
  } else await usage.forgetLessons({ provider: providers.get().id, model });
  return true;
}

async function listModels(argument: unknown, { providers, models }: CommandParts): Promise<readonly Model[]> {
  const given = typeof argument === "object" && argument !== null ? argument : {};
  const provider = providers.get("provider" in given ? parseId(given.provider) : undefined);
  return models.list(provider, { refresh: "refresh" in given && given.refresh === true });
}

async function previewRequest(argument: unknown, { previews }: CommandParts): Promise<vscode.Uri> {
  return previews.show(await specOf(argument));
}

async function copyAsCurl(argument: unknown, { previews }: CommandParts): Promise<string> {
  const command = await previews.curl(await specOf(argument));
  await vscode.env.clipboard.writeText(command);
  vscode.window.setStatusBarMessage(l10n.t("Copied; the key is not part of it."), COPIED_MS);
  return command;
}

/** @throws UserFacingError `invalid-spec` when none is meant. */
async function specOf(argument: unknown): Promise<vscode.Uri> {
  const uri = parseUri(argument) ?? (await activeSpec());
  if (uri) return uri;
  throw new UserFacingError("invalid-spec", l10n.t("Open a Markdown file first; that is what runs."));
}

/** Also says the estimate aloud when it was asked for from the palette, which shows no return value. */
async function estimateCost(argument: unknown, { estimator }: CommandParts): Promise<CostEstimate> {
  const given = parseUri(argument);
  const uri = given ?? vscode.window.activeTextEditor?.document.uri;
  if (!uri)
    throw new UserFacingError("invalid-spec", l10n.t("Open a Markdown file first; that is what runs."));
  const { estimate, isFree } = await estimator.estimateSpec(uri);
  if (!given) {
    const tokens = formatTokenLimit(estimate.promptTokens);
    const { expectedUsd, maxUsd } = wholeEstimate(estimate);
    const price = isFree
      ? l10n.t("free · {0} tokens in", tokens)
      : expectedUsd === undefined
        ? l10n.t("cost unknown · {0} tokens in", tokens)
        : l10n.t(
            "{0} · at most {1} · {2} tokens in",
            formatEstimate(expectedUsd),
            formatAtMost(maxUsd),
            tokens,
          );
    void vscode.window.showInformationMessage(
      [price, judgesNote(estimate.judges?.count)].filter((part) => part !== undefined).join(" · "),
    );
  }
  return estimate;
}

function changed<Command>(
  commands: Readonly<Record<string, Command>>,
  change: (command: Command) => (argument: unknown) => Promise<unknown>,
): Record<string, (argument: unknown) => Promise<unknown>> {
  return Object.fromEntries(Object.entries(commands).map(([id, command]) => [id, change(command)]));
}
