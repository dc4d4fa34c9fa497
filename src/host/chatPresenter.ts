import * as vscode from "vscode";
import { fileBlocks } from "../core/answers/fileBlocks";
import type { Turn } from "../core/chat/chatState";
import { type BudgetSpent, budgetWarning } from "../core/cost/budget";
import { UserFacingError } from "../core/errors";
import { costWithJudges } from "../core/expect/costWithJudges";
import { shortName } from "../core/models/modelCatalogue";
import type { Clock, Logger } from "../core/ports";
import { localDay } from "../core/usage/localDay";
import type { UsageSum } from "../core/usage/usageSums";
import type { ChatViewState, ComposerState, TurnHead, TurnView } from "../protocol/chatProtocol";
import type { BudgetDesk } from "../core/run/budgetDesk";
import { specIdentity } from "./specIdentity";
import type { SpecInFront } from "./specInFront";
import type { BalanceWatch } from "./balanceWatch";
import type { ChatSession } from "./chatSession";
import type { DraftEstimator } from "./draftEstimator";
import type { Language } from "./language";
import type { ModelChoice } from "../core/models/modelChoice";
import type { ProviderDirectory } from "./providerDirectory";
import type { Settings } from "./settings";
import type { SpecRunner } from "./specRunner";

interface ChatPresenterParts {
  readonly chat: ChatSession;
  readonly runner: SpecRunner;
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly choice: ModelChoice;
  readonly estimator: DraftEstimator;
  readonly balances: BalanceWatch;
  readonly usage: { today(): Promise<UsageSum> };
  readonly budgets: BudgetDesk;
  readonly specInFront: SpecInFront;
  readonly clock: Clock;
  /** Which model answers is known now, or is another one. */
  readonly onModelKnown: () => void;
  readonly language: () => Language;
  readonly log: Logger;
}

/** Puts together what the chat view shows. */
export class ChatPresenter {
  readonly #parts: ChatPresenterParts;
  /** What took asking last time: shown until the next answer, so that nothing flickers. */
  #asked: Partial<Pick<ComposerState, "model" | "provider" | "activeSpec">> = {};
  #today: UsageSum | undefined;
  #budgets: readonly BudgetSpent[] = [];
  /** The first millisecond of the local day on which the user wanted to hear no more of it. */
  #hiddenOn: number | undefined;

  constructor(parts: ChatPresenterParts) {
    this.#parts = parts;
  }

  state(composer: ComposerState): ChatViewState {
    const { id, translations } = this.#parts.language();
    return {
      turns: this.#parts.chat.state.turns.map(turnView),
      composer,
      draft: this.#parts.chat.draft,
      recall: this.#parts.chat.recall,
      language: id,
      translations,
    };
  }

  /**
   * The input and what stands around it. The model list may have to be asked for; until it has answered, `quickComposer`
   * serves.
   */
  async composer(): Promise<ComposerState> {
    await this.readFigures();
    try {
      const provider = this.#parts.providers.get();
      const hasKey = (await this.#parts.providers.key(provider)) !== undefined;
      // Known even when the list of models cannot be had.
      this.#asked = {
        ...this.#asked,
        provider: { id: provider.id, displayName: provider.displayName, hasKey },
      };
      const chosen = await this.#parts.choice.resolve(provider, hasKey);
      const activeSpec = await this.#activeSpec();
      this.#asked = {
        model: {
          id: chosen.id,
          name: chosen.model ? shortName(chosen.model) : chosen.id,
          isFree: chosen.model?.isFree ?? false,
        },
        provider: { id: provider.id, displayName: provider.displayName, hasKey },
        ...(activeSpec && { activeSpec }),
      };
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      this.#parts.log.debug(`The composer shows no model: ${error.code}.`);
      const { provider } = this.#asked;
      this.#asked = provider ? { provider } : {};
    }
    this.#parts.onModelKnown();
    return this.quickComposer();
  }

  /** What today has cost, and what is gone of the budgets: from the ledger, without asking anybody. */
  async readFigures(): Promise<void> {
    const { usage, budgets, settings, providers } = this.#parts;
    this.#today = await usage.today();
    const id = settings.provider;
    const provider = { id, displayName: providers.nameOf(id) };
    const uri = this.#parts.specInFront.uri;
    this.#budgets = await budgets.states(provider, uri && { spec: specIdentity(uri) });
  }

  /** As of the last `readFigures`. */
  get budgets(): readonly BudgetSpent[] {
    return this.#budgets;
  }

  /** No banner about budgets until tomorrow, in this window. */
  hideBudgetWarning(): void {
    this.#hiddenOn = localDay(this.#parts.clock.now()).from;
  }

  /** What is known without asking anybody. */
  quickComposer(): ComposerState {
    const id = this.#parts.settings.provider;
    const provider = this.#parts.providers.all().find((candidate) => candidate.id === id);
    const balance = this.#parts.balances.of(id);
    const isHidden = this.#hiddenOn === localDay(this.#parts.clock.now()).from;
    const warning = isHidden ? undefined : budgetWarning(this.#budgets);
    const { turns } = this.#parts.chat.state;
    const outcomes = turns.flatMap(({ outcome }) => (outcome ? [outcome] : []));
    return {
      provider: { id, displayName: provider?.displayName ?? id, hasKey: false },
      isRunning: this.#parts.runner.isRunning,
      sendOn: this.#parts.settings.sendOn,
      chatCost: {
        usd: turns.reduce((sum, turn) => sum + knownUsd(turn), 0),
        unknownRuns: outcomes.filter((outcome) => costWithJudges(outcome).kind === "unknown").length,
        runs: outcomes.length,
      },
      ...(warning && { budgetWarning: warning }),
      ...(balance?.usd !== undefined && { balanceUsd: balance.usd }),
      ...(this.#today && { today: this.#today }),
      isTrusted: vscode.workspace.isTrusted,
      ...this.#asked,
    };
  }

  async #activeSpec(): Promise<ComposerState["activeSpec"]> {
    const { uri } = this.#parts.specInFront;
    if (!uri) return undefined;
    const path = vscode.workspace.asRelativePath(uri, false);
    try {
      return { path, estimate: await this.#parts.estimator.estimateSpec(uri) };
    } catch (error) {
      // An empty document can be named, but not estimated.
      if (!UserFacingError.is(error)) throw error;
      return { path };
    }
  }
}

/** As the day's sum counts it: each request of a run on its own, and not one of which nobody says what it cost. */
function knownUsd({ outcome, hops }: Turn): number {
  if (outcome === undefined) return 0;
  const { cost, expect = [] } = outcome;
  const judges = expect.reduce(
    (sum, { cost: one }) => sum + (one && one.kind !== "unknown" ? one.usd : 0),
    0,
  );
  if (cost.kind !== "unknown") return cost.usd + judges;
  return (hops === undefined ? 0 : (cost.atLeastUsd ?? 0)) + judges;
}

export function turnView(whole: Turn): TurnView {
  const { content: _content, requested: _requested, source, ...turn } = whole;
  return {
    ...turn,
    canRunAgain: canRunAgain(source),
    ...(turn.phase === "done" && { hasFiles: hasFiles(whole) }),
  };
}

/** Of answers that have ended; turns never change, so each is looked through once. */
const withFiles = new WeakMap<Turn, boolean>();

function hasFiles(turn: Turn): boolean {
  const known = withFiles.get(turn) ?? fileBlocks(turn.text).blocks.length > 0;
  withFiles.set(turn, known);
  return known;
}

export function turnHead(turn: Turn): TurnHead {
  const { text: _text, reasoning: _reasoning, ...head } = turnView(turn);
  return head;
}

/** An untitled document is gone when its editor is closed. */
function canRunAgain(source: Turn["source"]): boolean {
  return (
    source.kind !== "spec" ||
    !source.uri.startsWith("untitled:") ||
    vscode.workspace.textDocuments.some((document) => document.uri.toString() === source.uri)
  );
}
