/** Composition root: the only place that builds objects and knows how they fit together. */
import { randomUUID } from "node:crypto";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { turnsOfActions } from "./core/chat/turnsOfActions";
import { CoolDowns } from "./core/fallback/coolDowns";
import { parseFallback } from "./core/fallback/parseFallback";
import { KnownSecrets } from "./core/knownSecrets";
import { createRedactor } from "./core/redact";
import type { Clock } from "./core/ports";
import { RateLimitTally } from "./core/providers/rateLimitTally";
import { AnswerApplier } from "./host/answerApplier";
import { AnswerDocuments } from "./host/answerDocuments";
import { AnswerFiles } from "./host/answerFiles";
import { ApiKeyStore } from "./host/apiKeyStore";
import { askToSend } from "./host/askToSend";
import { BalanceWatch } from "./host/balanceWatch";
import { chatFolder } from "./host/chatFolder";
import { BudgetDesk } from "./core/run/budgetDesk";
import { ChatPresenter } from "./host/chatPresenter";
import { ChatSession } from "./host/chatSession";
import { ChatViewProvider } from "./host/chatViewProvider";
import { createCommands } from "./host/commands/createCommands";
import { pickModel } from "./host/commands/selectModel";
import { CompareDesk } from "./host/compare/compareDesk";
import { ComparePanel } from "./host/compare/comparePanel";
import { ConsentDesk } from "./host/consentDesk";
import { redactedCommands } from "./host/commands/redactedCommands";
import { ConversationStore } from "./host/conversationStore";
import { DraftEstimator } from "./host/draftEstimator";
import { DraftStore } from "./host/draftStore";
import { EnvironmentConsent } from "./host/environmentConsent";
import { GatewayFactory, type LoadGateway, type RequestOrigin } from "./node/gatewayFactory";
import { loadLanguage } from "./host/language";
import { JudgeDesk } from "./core/run/judgeDesk";
import { LanguageFeatures } from "./host/languageFeatures";
import { LostKeyNotice } from "./host/lostKeyNotice";
import { ModelCache } from "./core/models/modelCache";
import { ModelListFiles } from "./host/modelListFiles";
import { ModelChoice } from "./core/models/modelChoice";
import { notifyError } from "./host/notifyError";
import { ProviderDirectory } from "./host/providerDirectory";
import { redactedLog } from "./host/redactedLog";
import { RecordStore } from "./host/recordStore";
import { RequestPreparer } from "./core/run/requestPreparer";
import { RequestSender } from "./core/run/requestSender";
import { RunEpilogue } from "./core/run/runEpilogue";
import { RequestPreviews } from "./host/requestPreviews";
import { RunPreparer } from "./host/runPreparer";
import { RecordDesk } from "./host/runs/recordDesk";
import { RecordSearch } from "./host/runs/recordSearch";
import { RecordSummaries } from "./host/runs/recordSummaries";
import { RunsTree } from "./host/runs/runsTree";
import { Settings } from "./host/settings";
import { SharedConversation } from "./host/sharedConversation";
import { showStorageNotice } from "./host/showStorageNotice";
import { ShownConversation } from "./host/shownConversation";
import { workspaceIdentity } from "./host/specIdentity";
import { SpecInputsDesk } from "./host/specInputsDesk";
import { SpecReader } from "./host/specReader";
import { SpecRunner } from "./host/specRunner";
import { SpecTests } from "./host/specTests";
import { StorageNotices } from "./host/storageNotices";
import { StoredKeys } from "./host/storedKeys";
import { TaskRunner } from "./host/taskRunner";
import { TurnActions } from "./host/turnActions";
import { UsageLedger } from "./host/usageLedger";
import { ModelMarks } from "./host/modelMarks";
import { ModelsPanel } from "./host/modelsPanel";
import { SpecInFront } from "./host/specInFront";
import { StatusItem } from "./host/statusItem";
import { UsagePanel } from "./host/usagePanel";
import { UsageReader } from "./host/usageReader";
import { VirtualDocuments } from "./host/virtualDocuments";
import { type WindowIdentity, WriterLiveness } from "./host/writerLiveness";
import { workerChecks } from "./node/workerChecks";

/** A bundle of its own (see esbuild.js): the SDK is read by the first request. */
const loadGateway: LoadGateway = async () =>
  (await import("./gateway/createGatewayClient")).createGatewayClient;

/** Everything behind the commands and the chat view. */
export interface Session {
  readonly commands: Readonly<Record<string, (argument: unknown) => Promise<unknown>>>;
  readonly view: ChatViewProvider;
  readonly language: LanguageFeatures;
  readonly runs: RunsTree;
  readonly documents: VirtualDocuments;
  /** Resolves when everything that has to outlive the window is on disk. */
  flush(): Promise<void>;
}

/** Called once, by the first command or by the chat view. What it creates is disposed of with `context`. */
export async function createSession(context: vscode.ExtensionContext): Promise<Session> {
  const own = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
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
  const storedKeys = new StoredKeys(context.globalStorageUri.fsPath, clock, log);
  const keys = new ApiKeyStore(context.secrets, secrets, storedKeys);
  const providers = own(new ProviderDirectory(settings, keys, process.env, secrets));
  own(new LostKeyNotice(providers, storedKeys));
  let language = await loadLanguage(settings.language, extensionUri);
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
  const choice = new ModelChoice({
    settings,
    providers,
    models,
    gateways,
    memory: context.globalState,
    clock,
    log,
  });
  const storage = chatFolder(context);
  const oldStorage = (context.storageUri ?? context.globalStorageUri).fsPath;
  const window: WindowIdentity = { id: randomUUID(), host: os.hostname(), pid: process.pid };
  const liveness = new WriterLiveness(window, clock);
  const notices = new StorageNotices(showStorageNotice, log);
  const store = own(new ConversationStore(path.join(storage, "conversations"), window, log, { notices }));
  const shown = own(new ShownConversation(storage, oldStorage, log, { windowId: window.id, notices }));
  const drafts = own(new DraftStore(path.join(storage, "drafts"), { window, liveness, notices, clock, log }));
  const usageFolder = path.join(context.globalStorageUri.fsPath, "usage");
  const usage = own(
    new UsageLedger(usageFolder, {
      window,
      liveness,
      notices,
      clock,
      workspace: workspaceIdentity,
      onChange: () => {
        usagePanel.refresh();
        features.refreshRuns();
      },
    }),
  );
  const past = () => usage.past();
  const budgets = new BudgetDesk({ settings, accounts: usage });
  const chat = own(
    new ChatSession({
      shown,
      drafts,
      secrets,
      readTurns: async (conversationId) => {
        const lines = await store.readWhole(conversationId);
        return turnsOfActions(
          conversationId,
          lines.map(({ value }) => value),
        );
      },
      openConversation: (conversationId, listener) =>
        new SharedConversation(conversationId, { store, window, liveness }, listener),
    }),
  );
  own(
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      chat.catchUp();
      // Other windows may have spent something.
      status.refresh();
      usagePanel.refresh();
      features.refreshRuns();
    }),
  );
  const coolDowns = new CoolDowns(clock);
  const balances = own(
    new BalanceWatch({
      gateways,
      providers,
      clock,
      log,
      onChange: () => {
        view.refreshComposer();
        status.refresh();
        usagePanel.refresh();
      },
    }),
  );
  const records = own(new RecordStore({ settings, secrets, environment: process.env }));
  const consent = new EnvironmentConsent(context.workspaceState, process.env);
  const reader = new SpecReader(consent, records);
  const sender = new RequestSender({ choice, gateways, balances, accounts: usage, clock, log });
  const requests = new RequestPreparer(providers, choice, past);
  const inputs = new SpecInputsDesk(context.workspaceState);
  const consents = new ConsentDesk(settings, chat, context.globalState);
  const checks = workerChecks(path.join(__dirname, "checkWorker.js"), () => language.translations);
  const epilogue = new RunEpilogue({
    sender,
    checks,
    judges: new JudgeDesk({ requests, sender, consents }),
    records,
    files: new AnswerFiles({ memory: context.workspaceState, report: (error) => notifyError(error, log) }),
    log,
  });
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
  const estimator = new DraftEstimator({ settings, providers, choice, models, reader, past, budgets, log });
  const documents = own(new VirtualDocuments(secrets, (error) => notifyError(error, log)));
  const surroundings = own(new vscode.EventEmitter<void>());
  own(
    settings.onDidChange((event) => {
      if (!event.affectsConfiguration("smartspec.language")) return surroundings.fire();
      loadLanguage(settings.language, extensionUri).then(
        (loaded) => {
          language = loaded;
          surroundings.fire();
        },
        (error: unknown) => notifyError(error, log),
      );
    }),
  );
  own(
    providers.onDidChange(() => {
      coolDowns.clear();
      balances.forget();
      surroundings.fire();
    }),
  );

  const previews = own(
    new RequestPreviews({
      settings,
      providers,
      reader,
      requests,
      documents,
      secrets,
      environment: process.env,
      inputs,
      consent,
      onDidChangeSurroundings: surroundings.event,
      report: (error) => notifyError(error, log),
    }),
  );
  const specInFront = own(new SpecInFront());
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
    language: () => language,
    log,
  });
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
    runner,
    language: () => language,
  });
  const runs = {
    desk,
    search: new RecordSearch({ records, summaries, language: () => language }),
    tree: own(
      new RunsTree({
        records,
        summaries,
        memory: context.workspaceState,
        language: () => language,
        clock,
        onDidChangeSurroundings: surroundings.event,
      }),
    ),
  };
  const applier = new AnswerApplier({ documents, report: (error) => notifyError(error, log) });
  const actions = new TurnActions({
    chat,
    runner,
    sender,
    documents,
    records: desk,
    applier,
    answers: own(new AnswerDocuments(chat, documents)),
    extensionUri,
    language: () => language,
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
      language: () => language,
      secrets,
      log,
      onDidChangeSurroundings: surroundings.event,
    }),
  );
  const report = (error: unknown) => notifyError(error, log);
  const status = own(new StatusItem({ presenter, chat, clock, report }));
  own(surroundings.event(() => status.refresh()));
  own(specInFront.onDidChange(() => status.refresh()));
  const page = {
    extensionUri,
    language: () => language,
    secrets,
    log,
    report,
    onDidChangeSurroundings: surroundings.event,
  };
  const marks = new ModelMarks(context.globalState);
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
      memory: context.globalState,
      clock,
    }),
  );
  const usagePanel: UsagePanel = own(
    new UsagePanel({
      ...page,
      settings,
      providers,
      budgets,
      balances,
      openReader: () => new UsageReader(usageFolder, { windowId: window.id, notices }),
      isRunning: (started) => usage.isRunning(started),
      workspace: workspaceIdentity,
      openRun: async (runId) => {
        await desk.openRun(runId);
      },
      clock,
    }),
  );
  const features: LanguageFeatures = own(
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
      commands: contributedCommands(context.extension),
      clock,
      language: () => language.id,
      report,
    }),
  );
  own(surroundings.event(() => features.refresh()));

  const comparePanel = own(
    new ComparePanel({
      ...page,
      documents,
      pickModel: () =>
        pickModel(providers.get(), { fits: 0, free: false }, { models, choice, marks, providers, settings }),
      useCode: (action, code) => actions.useCode(action, code),
      memory: context.globalState,
      clock,
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
      panel: comparePanel,
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
  const showRunning = () =>
    void vscode.commands.executeCommand(
      "setContext",
      "smartspec.isRunning",
      runner.isRunning || comparisons.isRunning,
    );
  own(runner.onDidChangeRunning(showRunning));
  own(comparisons.onDidChangeRunning(showRunning));

  const commands = createCommands({
    settings,
    keys,
    providers,
    gateways,
    models,
    choice,
    marks,
    estimator,
    chat,
    runner,
    comparisons,
    tasks: new TaskRunner({ settings, reader, requests, runner, inputs }),
    view,
    modelsPanel,
    usagePanel,
    usage,
    documents,
    previews,
    runs,
    applier,
    secrets,
    clock,
    log,
  });
  for (const problem of [...providers.problems(), ...parseFallback(settings.fallback).problems]) {
    log.warn(problem);
  }
  return {
    commands: redactedCommands(commands, secrets),
    view,
    language: features,
    runs: runs.tree,
    documents,
    flush: async () => {
      await Promise.all([store.flush(), shown.flush(), drafts.flush(), usage.flush()]);
    },
  };
}

function contributedCommands({ packageJSON }: vscode.Extension<unknown>): ReadonlySet<string> {
  const { commands } = packageJSON.contributes as {
    readonly commands: readonly { readonly command: string }[];
  };
  return new Set(commands.map(({ command }) => command));
}

function requestOrigin({ packageJSON, extensionKind }: vscode.Extension<unknown>): RequestOrigin {
  const { appName, remoteName } = vscode.env;
  // Header values are Latin-1; an editor's own name may hold anything.
  const editor = `${appName} ${vscode.version}`.replace(/[^\x20-\x7e]/g, "");
  // In a remote window, too, the extension runs before the user wherever it can.
  const isRemote = extensionKind === vscode.ExtensionKind.Workspace && remoteName !== undefined;
  return {
    userAgent: `SmartSpec-Kilo/${packageJSON.version} (${editor})`,
    machine: isRemote ? `${os.hostname()} (${remoteName})` : undefined,
  };
}
