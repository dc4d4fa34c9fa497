import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { BudgetSpent } from "../core/cost/budget";
import type { Clock } from "../core/ports";
import type { ProviderConfig } from "../core/providers/providerConfig";
import { localDate } from "../core/usage/localDay";
import { usageCsv, usageJson } from "../core/usage/exportUsage";
import type { RunStarted } from "../core/usage/usageEntry";
import {
  startOfPeriod,
  usageReport,
  type UsageQuery,
  type UsageReport,
  usageRows,
} from "../core/usage/usageReport";
import {
  type BalanceState,
  type BudgetState,
  type FromUsageView,
  parseFromUsageView,
  type ToUsageView,
} from "../protocol/usageProtocol";
import type { BalanceWatch } from "./balanceWatch";
import type { BudgetDesk } from "../core/run/budgetDesk";
import type { ProviderDirectory } from "./providerDirectory";
import { openAccountPage, openSettings } from "./remedies";
import type { Settings } from "./settings";
import { specIdentity } from "./specIdentity";
import type { UsageReader } from "./usageReader";
import { ViewPanel, type ViewPanelParts } from "./viewPanel";

const DAYS_OF_RATE = 7;
/** Further ahead it says nothing. */
const MOST_DAYS = 365;
const DAY_MS = 24 * 3_600_000;

interface UsagePanelParts extends Pick<
  ViewPanelParts<FromUsageView>,
  "extensionUri" | "language" | "secrets" | "log" | "report"
> {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly budgets: BudgetDesk;
  readonly balances: BalanceWatch;
  readonly openReader: () => UsageReader;
  readonly isRunning: (started: RunStarted) => boolean;
  readonly workspace: () => string | undefined;
  /** Shows the record of a run, by its id. Rejects with a sentence when there is none. */
  readonly openRun: (id: string) => Promise<void>;
  readonly clock: Clock;
  /** Settings, providers, keys or language changed. */
  readonly onDidChangeSurroundings: vscode.Event<unknown>;
}

/** The usage view: what runs have cost, from the ledger; nothing is fetched but balances, on opening and on request. */
export class UsagePanel implements vscode.Disposable {
  readonly #parts: UsagePanelParts;
  readonly #panel: ViewPanel<ToUsageView, FromUsageView>;
  readonly #listener: vscode.Disposable;
  #query: UsageQuery = { period: "week", grouping: "model", onlyThisWorkspace: false };
  #reader: UsageReader | undefined;
  #isSending = false;
  #isStale = false;

  constructor(parts: UsagePanelParts) {
    this.#parts = parts;
    this.#panel = new ViewPanel({
      ...parts,
      viewType: "smartspec.usage",
      page: {
        script: "usage.js",
        styles: ["media/editorView.css", "dist/webview/uplot.css", "media/usage.css"],
      },
      title: () => l10n.t("Usage"),
      parse: parseFromUsageView,
      onMessage: (message) => this.#handle(message),
      onClose: () => {
        this.#reader?.dispose();
        this.#reader = undefined;
      },
    });
    this.#listener = parts.onDidChangeSurroundings(() => this.refresh());
  }

  show(): void {
    this.#panel.show();
    this.#lookAtBalances();
  }

  /** Something that it shows has changed. Many changes at once are drawn once. */
  refresh(): void {
    if (!this.#panel.isReady) return;
    this.#isStale = true;
    if (!this.#isSending) void this.#sendWhileStale();
  }

  async #handle(message: FromUsageView): Promise<void> {
    switch (message.type) {
      case "ready":
        return this.refresh();
      case "query-changed":
        this.#query = message.query;
        return this.refresh();
      case "export":
        return this.#export(message.format);
      case "balance-refresh":
        this.#lookAtBalances();
        return this.refresh();
      case "budgets-edit":
        return openSettings("smartspec.budget");
      case "run-open":
        return this.#parts.openRun(message.runId);
      case "account-open":
        await openAccountPage(message.provider);
        return;
    }
  }

  async #sendWhileStale(): Promise<void> {
    this.#isSending = true;
    while (this.#isStale) {
      this.#isStale = false;
      try {
        await this.#send();
      } catch (error) {
        this.#parts.report(error);
      }
    }
    this.#isSending = false;
  }

  async #send(): Promise<void> {
    const { clock, language, workspace } = this.#parts;
    const now = clock.now();
    const { id, translations } = language();
    const state = {
      report: await this.#report(this.#query, now),
      providers: this.#providers(),
      hasWorkspace: workspace() !== undefined,
      budgets: await this.#budgets(),
      balances: await this.#balances(now),
      now,
      language: id,
      translations,
    };
    this.#panel.post({ type: "state-changed", state });
  }

  async #report(query: UsageQuery, now: number): Promise<UsageReport> {
    const { isRunning, workspace, providers } = this.#parts;
    return usageReport({
      runs: await this.#runs(startOfPeriod(query.period, now), now),
      query,
      now,
      workspace: workspace(),
      isRunning,
      providerName: (provider) => providers.nameOf(provider),
    });
  }

  #runs(from: number, to: number) {
    this.#reader ??= this.#parts.openReader();
    return this.#reader.runs(from, to);
  }

  #providers() {
    return this.#parts.providers
      .all()
      .filter(({ enabled }) => enabled)
      .map(({ id, displayName }) => ({ id, displayName }));
  }

  /** Those of every run, of each provider and of each spec that has one of its own. */
  async #budgets(): Promise<readonly BudgetState[]> {
    const { settings, providers, budgets } = this.#parts;
    const { perProvider = {}, perSpec = {} } = settings.budgets;
    const selected = { id: settings.provider, displayName: providers.nameOf(settings.provider) };
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const all: BudgetSpent[] = [...(await budgets.states(selected))];
    for (const id of named(perProvider).filter((other) => other !== selected.id)) {
      const states = await budgets.states({ id, displayName: providers.nameOf(id) });
      all.push(...states.filter(({ kind }) => kind === "provider"));
    }
    for (const path of named(perSpec)) {
      if (!folder) break;
      const spec = specIdentity(vscode.Uri.joinPath(folder, path));
      const states = await budgets.states(selected, { spec: { ...spec, spec: path } });
      all.push(...states.filter(({ kind }) => kind === "spec"));
    }
    return all.map(({ spentUsd, ...budget }) => ({ ...budget, ...(budget.kind !== "run" && { spentUsd }) }));
  }

  async #balances(now: number): Promise<readonly BalanceState[]> {
    const { balances } = this.#parts;
    const states: BalanceState[] = [];
    for (const provider of await this.#withBalance()) {
      const seen = balances.of(provider.id) ?? { isLoading: false };
      const daysLeft = seen.usd === undefined ? undefined : await this.#daysLeft(provider.id, seen.usd, now);
      const { id, displayName } = provider;
      states.push({ provider: { id, displayName }, ...seen, ...(daysLeft !== undefined && { daysLeft }) });
    }
    return states;
  }

  /** At the rate of the last seven days. */
  async #daysLeft(provider: string, usd: number, now: number): Promise<number | undefined> {
    const from = now - DAYS_OF_RATE * DAY_MS;
    const runs = await this.#runs(from, now);
    const spent = runs
      .filter(({ started }) => started.provider === provider && started.at >= from)
      .reduce((sum, { ended }) => sum + (ended && ended.cost.kind !== "unknown" ? ended.cost.usd : 0), 0);
    const days = spent > 0 && usd > 0 ? Math.floor((usd / spent) * DAYS_OF_RATE) : undefined;
    return days !== undefined && days <= MOST_DAYS ? days : undefined;
  }

  /** Where an account is asked with a key of ours. */
  async #withBalance(): Promise<readonly ProviderConfig[]> {
    const { providers } = this.#parts;
    const candidates = providers.all().filter(({ enabled, kind }) => enabled && kind !== "openai-compatible");
    const keys = await Promise.all(candidates.map((provider) => providers.key(provider)));
    return candidates.filter((_, index) => keys[index] !== undefined);
  }

  #lookAtBalances(): void {
    void this.#withBalance()
      .then((providers) => Promise.all(providers.map((provider) => this.#parts.balances.look(provider))))
      .catch(this.#parts.report);
  }

  /** The period on show, all of it, to a file that the user chooses. */
  async #export(format: "csv" | "json"): Promise<void> {
    const { clock, isRunning, workspace } = this.#parts;
    const query = this.#query;
    const now = clock.now();
    const from = startOfPeriod(query.period, now);
    const name = `smartspec-usage-${localDate(from)}.${format}`;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const uri = await vscode.window.showSaveDialog({
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
      filters: format === "csv" ? { CSV: ["csv"] } : { JSON: ["json"] },
    });
    if (!uri) return;
    const runs = await this.#runs(from, now);
    const rows = usageRows({ runs, query, now, workspace: workspace(), isRunning });
    const content = format === "csv" ? usageCsv(rows) : usageJson(rows);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  }

  dispose(): void {
    this.#listener.dispose();
    this.#reader?.dispose();
    this.#panel.dispose();
  }
}

/** Without the entry that stands for all others. */
function named(budgetsByName: Readonly<Record<string, number>>): readonly string[] {
  return Object.keys(budgetsByName).filter((name) => name !== "*");
}
