import * as vscode from "vscode";
import { AnswerApplier } from "../host/answerApplier";
import { AnswerDocuments } from "../host/answerDocuments";
import { askToSend } from "../host/askToSend";
import { ChatPresenter } from "../host/chatPresenter";
import { ChatViewProvider } from "../host/chatViewProvider";
import { pickModel } from "../host/commands/selectModel";
import { CompareDesk } from "../host/compare/compareDesk";
import { ComparePanel } from "../host/compare/comparePanel";
import { DraftEstimator } from "../host/draftEstimator";
import { LanguageFeatures } from "../host/languageFeatures";
import { ModelsPanel } from "../host/modelsPanel";
import { RequestPreviews } from "../host/requestPreviews";
import { RecordDesk } from "../host/runs/recordDesk";
import { RecordDocuments } from "../host/runs/recordDocuments";
import { RecordSearch } from "../host/runs/recordSearch";
import { RecordSummaries } from "../host/runs/recordSummaries";
import { RunsTree } from "../host/runs/runsTree";
import { workspaceIdentity } from "../host/specIdentity";
import { SpecInFront } from "../host/specInFront";
import { SpecTests } from "../host/specTests";
import { StatusItem } from "../host/statusItem";
import { TurnActions } from "../host/turnActions";
import { UsagePanel } from "../host/usagePanel";
import { VirtualDocuments } from "../host/virtualDocuments";
import type { Accounts } from "./createAccounts";
import type { Base } from "./createBase";
import type { Running } from "./createRunning";
import type { Own } from "./own";

/** Everything that is seen: the chat, the views beside it, what stands in editors, and the status bar. */
export function createViews(
  { extension, workspaceState, globalState }: vscode.ExtensionContext,
  base: Base,
  accounts: Accounts,
  running: Running,
  own: Own,
) {
  const { extensionUri, settings, secrets, environment, log, report, clock, language } = base;
  const { providers, gateways, models, choice, marks, onDidChangeSurroundings } = base;
  const { chat, usage, past, budgets, balances } = accounts;
  const { records, consent, reader, sender, requests, inputs, consents, epilogue, checks, runner } = running;
  const page = { extensionUri, language, secrets, log, report, onDidChangeSurroundings };

  const estimator = new DraftEstimator({ settings, providers, choice, models, reader, past, budgets, log });
  const documents = own(new VirtualDocuments(secrets, report));
  const previews = own(
    new RequestPreviews({
      settings,
      providers,
      reader,
      requests,
      documents,
      secrets,
      environment,
      inputs,
      consent,
      onDidChangeSurroundings,
      report,
    }),
  );
  const specInFront = own(new SpecInFront());

  const summaries = new RecordSummaries(records);
  const desk = new RecordDesk({
    settings,
    providers,
    models,
    reader,
    requests,
    records,
    summaries,
    documents,
    recordDocuments: own(new RecordDocuments({ records, documents, language })),
    runner,
    language,
  });
  const runs = {
    desk,
    search: new RecordSearch({ records, summaries, language }),
    tree: own(
      new RunsTree({
        records,
        summaries,
        memory: workspaceState,
        language,
        clock,
        onDidChangeSurroundings,
      }),
    ),
  };

  const presenter = new ChatPresenter({
    chat,
    runner,
    settings,
    providers,
    choice,
    estimator,
    balances,
    usage,
    budgets,
    specInFront,
    clock,
    onModelKnown: () => status.draw(),
    language,
    log,
  });
  const applier = new AnswerApplier({ documents, report });
  const actions = new TurnActions({
    chat,
    runner,
    sender,
    documents,
    records: desk,
    applier,
    answers: own(new AnswerDocuments(chat, documents)),
    extensionUri,
    language,
    onHideBudgetWarning: () => {
      presenter.hideBudgetWarning();
      view.refreshComposer();
    },
    log,
  });
  const view = own(
    new ChatViewProvider({
      extensionUri,
      chat,
      runner,
      presenter,
      estimator,
      actions,
      specInFront,
      language,
      secrets,
      log,
      onDidChangeSurroundings,
    }),
  );
  const status = own(new StatusItem({ presenter, chat, clock, report }));
  const modelsPanel = own(
    new ModelsPanel({
      ...page,
      settings,
      providers,
      models,
      gateways,
      estimator,
      chat,
      marks,
      specInFront,
      past,
      memory: globalState,
      clock,
    }),
  );
  const usagePanel = own(
    new UsagePanel({
      ...page,
      settings,
      providers,
      budgets,
      balances,
      openReader: accounts.openUsage,
      isRunning: (started) => usage.isRunning(started),
      workspace: workspaceIdentity,
      openRun: async (runId) => {
        await desk.openRun(runId);
      },
      clock,
    }),
  );
  const features = own(
    new LanguageFeatures({
      settings,
      providers,
      choice,
      models,
      marks,
      estimator,
      reader,
      past,
      lastRuns: () => usage.lastRuns(),
      commands: contributedCommands(extension),
      clock,
      language: () => language().id,
      report,
    }),
  );
  const comparisons = own(
    new CompareDesk({
      settings,
      providers,
      reader,
      requests,
      sender,
      budgets,
      consents,
      epilogue,
      secrets,
      clock,
      askToSend,
      inputs,
      panel: own(
        new ComparePanel({
          ...page,
          documents,
          pickModel: () => pickModel(providers.get(), { fits: 0, free: false }, base),
          useCode: (action, code) => actions.useCode(action, code),
          memory: globalState,
          clock,
        }),
      ),
    }),
  );
  own(
    new SpecTests({
      controller: vscode.tests.createTestController("smartspec", "SmartSpec"),
      runner,
      records,
      checks,
      report,
    }),
  );

  own(onDidChangeSurroundings(() => status.refresh()));
  own(specInFront.onDidChange(() => status.refresh()));
  own(onDidChangeSurroundings(() => features.refresh()));
  const showSpending = () => {
    usagePanel.refresh();
    features.refreshRuns();
  };
  own(accounts.onDidSpend(showSpending));
  own(
    accounts.onDidFocus(() => {
      status.refresh();
      showSpending();
    }),
  );
  own(
    accounts.onDidSeeBalance(() => {
      view.refreshComposer();
      status.refresh();
      usagePanel.refresh();
    }),
  );
  const showRunning = () =>
    void vscode.commands.executeCommand(
      "setContext",
      "smartspec.isRunning",
      runner.isRunning || comparisons.isRunning,
    );
  own(runner.onDidChangeRunning(showRunning));
  own(comparisons.onDidChangeRunning(showRunning));
  return {
    estimator,
    documents,
    previews,
    runs,
    applier,
    view,
    modelsPanel,
    usagePanel,
    features,
    comparisons,
  };
}

function contributedCommands({ packageJSON }: vscode.Extension<unknown>): ReadonlySet<string> {
  const { commands } = packageJSON.contributes as {
    readonly commands: readonly { readonly command: string }[];
  };
  return new Set(commands.map(({ command }) => command));
}
