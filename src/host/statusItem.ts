import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { type BudgetSpent, budgetLabel } from "../core/cost/budget";
import { budgetUse } from "../core/cost/budgetUse";
import { formatEstimate, formatUsdLimit, formatUsdSpent, formatUsdSum } from "../core/cost/formatCost";
import { formatDuration } from "../core/cost/formatDuration";
import { costSoFar } from "../core/cost/runningPrice";
import { roughTokens } from "../core/cost/roughTokens";
import type { Turn } from "../core/chat/chatState";
import type { Clock } from "../core/ports";
import type { ComposerState } from "../protocol/chatProtocol";
import type { ChatPresenter } from "./chatPresenter";
import type { ChatSession } from "./chatSession";

const TICK_MS = 1000;

interface StatusItemParts {
  readonly presenter: ChatPresenter;
  readonly chat: ChatSession;
  readonly clock: Clock;
  readonly report: (error: unknown) => void;
}

/** The one item in the status bar: which model, and what today has cost; while something runs, how far it is. */
export class StatusItem implements vscode.Disposable {
  readonly #parts: StatusItemParts;
  readonly #item = vscode.window.createStatusBarItem("smartspec.status", vscode.StatusBarAlignment.Right, 90);
  readonly #listener: vscode.Disposable;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Of the running turn: tokens so far, as far as its text was counted. */
  #counted = { turnId: "", length: 0, tokens: 0 };

  constructor(parts: StatusItemParts) {
    this.#parts = parts;
    this.#item.name = "SmartSpec";
    this.#listener = parts.chat.onDidDispatch(({ type }) => {
      if (type === "turn-added" || type === "turn-finished") this.refresh();
      else if (type !== "answer-delta") this.draw();
    });
    this.refresh();
    this.#item.show();
  }

  /** Something that it shows has changed. */
  refresh(): void {
    this.#refresh().catch(this.#parts.report);
  }

  async #refresh(): Promise<void> {
    await this.#parts.presenter.readFigures();
    this.draw();
  }

  /** With the figures that are known. */
  draw(): void {
    const composer = this.#parts.presenter.quickComposer();
    const running = this.#parts.chat.state.turns.findLast(({ phase }) => phase !== "done");
    if (running && composer.isRunning) this.#timer ??= setInterval(() => this.draw(), TICK_MS);
    else this.#stopTicking();
    const { text, isWarning } = running && composer.isRunning ? this.#progress(running) : idleText(composer);
    this.#item.text = text;
    this.#item.backgroundColor = isWarning
      ? new vscode.ThemeColor("statusBarItem.warningBackground")
      : undefined;
    this.#item.command = composer.isRunning ? "smartspec.stop" : "smartspec.showUsage";
    this.#item.tooltip = tooltip(composer, this.#parts.presenter.budgets);
  }

  #progress(turn: Turn): { readonly text: string; readonly isWarning: boolean } {
    const seconds = Math.round((this.#parts.clock.now() - turn.startedAt) / 1000) * 1000;
    const usd = this.#costSoFar(turn);
    const parts = [
      l10n.t("Running"),
      ...(seconds > 0 ? [formatDuration(seconds)] : []),
      ...(usd === undefined ? [] : [formatEstimate(usd)]),
    ];
    return { text: `$(loading~spin) ${parts.join(" · ")}`, isWarning: false };
  }

  /** `undefined` before the first word, or when the price is not known. */
  #costSoFar({ id, text, reasoning, price }: Turn): number | undefined {
    const all = reasoning + text;
    if (this.#counted.turnId !== id) this.#counted = { turnId: id, length: 0, tokens: 0 };
    const { length, tokens } = this.#counted;
    this.#counted = { turnId: id, length: all.length, tokens: tokens + roughTokens(all.slice(length)) };
    // A free model costs nothing, which is no news.
    return costSoFar(price, this.#counted.tokens) || undefined;
  }

  #stopTicking(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  dispose(): void {
    this.#stopTicking();
    this.#listener.dispose();
    this.#item.dispose();
  }
}

function idleText(composer: ComposerState): { readonly text: string; readonly isWarning: boolean } {
  const { model, provider, today, budgetWarning } = composer;
  // Names come from outside, and `$(…)` would be drawn as an icon.
  const name = (model?.name ?? "SmartSpec").replaceAll("$(", "$ (");
  if (budgetWarning) {
    const { percent } = budgetUse(budgetWarning);
    return { text: `$(warning) ${name} · ${l10n.t("{0} % of budget", percent)}`, isWarning: true };
  }
  const cost =
    today !== undefined && today.usd > 0
      ? l10n.t("{0} today", formatUsdSum(today.usd))
      : // Before anybody has asked for the model nobody has looked for the key either.
        provider.hasKey || model === undefined
        ? undefined
        : l10n.t("no key");
  return {
    text: `$(symbol-misc) ${[name, cost].filter((part) => part !== undefined).join(" · ")}`,
    isWarning: false,
  };
}

function tooltip(composer: ComposerState, budgets: readonly BudgetSpent[]): vscode.MarkdownString {
  const { model, provider, today, balanceUsd } = composer;
  const lines: (readonly [name: string, value: string | undefined])[] = [
    [l10n.t("Model"), model?.name],
    [l10n.t("Provider"), provider.displayName],
    [l10n.t("Balance"), balanceUsd === undefined ? undefined : formatUsdSum(balanceUsd)],
    [l10n.t("Today"), today && formatUsdSum(today.usd)],
    [
      l10n.t("Runs of unknown cost today"),
      today !== undefined && today.unknownRuns > 0 ? String(today.unknownRuns) : undefined,
    ],
    ...budgets.map(
      (budget) =>
        [
          budgetLabel(budget),
          budget.kind === "run"
            ? formatUsdLimit(budget.limitUsd)
            : l10n.t(
                "{0} of {1}",
                formatUsdSpent(budget.spentUsd, budget.limitUsd),
                formatUsdLimit(budget.limitUsd),
              ),
        ] as const,
    ),
  ];
  const text = new vscode.MarkdownString("", true);
  text.isTrusted = {
    enabledCommands: [
      "smartspec.selectModel",
      "smartspec.listModels",
      "smartspec.showUsage",
      "smartspec.stop",
    ],
  };
  for (const [name, value] of lines) {
    if (value === undefined) continue;
    text.appendText(`${name}: ${value}`);
    text.appendMarkdown("\n\n");
  }
  text.appendMarkdown(
    [
      `[${l10n.t("Select Model")}](command:smartspec.selectModel)`,
      `[${l10n.t("Models")}](command:smartspec.listModels)`,
      `[${l10n.t("Usage")}](command:smartspec.showUsage)`,
    ].join(" · "),
  );
  return text;
}
