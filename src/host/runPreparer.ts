import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Turn, TurnSource } from "../core/chat/chatState";
import { followUpHistory } from "../core/chat/followUpHistory";
import { UserFacingError } from "../core/errors";
import type { CoolDowns } from "../core/fallback/coolDowns";
import { parseFallback } from "../core/fallback/parseFallback";
import type { HopTarget } from "../core/fallback/runWithFallback";
import type { KnownSecrets } from "../core/knownSecrets";
import type { ChatMessage } from "../core/ports";
import { buildMessages } from "../core/spec/buildMessages";
import { secretInPrompt } from "../core/spec/secretInPrompt";
import type { BudgetDesk, RunBudget } from "./budgetDesk";
import type { ChatSession } from "./chatSession";
import { describeTarget } from "./describeTarget";
import { maySendFile } from "./maySendFile";
import type { ProviderDirectory } from "./providerDirectory";
import { readSource } from "./readSource";
import type { PreparedRequest, RequestPreparer } from "./requestPreparer";
import type { RequestSender } from "./requestSender";
import type { RunOptions } from "./runOptions";
import type { Settings } from "./settings";
import { identityOfSource } from "./specIdentity";

/** A run that could begin now. */
export interface PreparedRun {
  readonly first: PreparedRequest;
  readonly fallbacks: readonly HopTarget<PreparedRequest>[];
  readonly budget: RunBudget;
}

interface RunPreparerParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly chat: ChatSession;
  readonly requests: RequestPreparer;
  readonly sender: Pick<RequestSender, "keep">;
  readonly coolDowns: CoolDowns;
  readonly secrets: KnownSecrets;
  readonly budgets: BudgetDesk;
}

/** Makes ready what a turn sends and to whom it may go, and lets the turn show it. Finds every reason not to send it. */
export class RunPreparer {
  readonly #parts: RunPreparerParts;

  constructor(parts: RunPreparerParts) {
    this.#parts = parts;
  }

  /**
   * Sends nothing but questions about models. `undefined` when the user does not want the file to be sent.
   * @throws UserFacingError for whatever speaks against sending it.
   */
  async prepare(turn: Turn, options: RunOptions, signal: AbortSignal): Promise<PreparedRun | undefined> {
    if (!vscode.workspace.isTrusted) {
      throw new UserFacingError(
        "untrusted-workspace",
        l10n.t("This folder is not trusted, so nothing is sent from it without your consent."),
      );
    }
    const { source } = turn;
    const { providers, secrets } = this.#parts;
    if (source.kind !== "chat" && !(await maySendFile(vscode.Uri.parse(source.uri), signal)))
      return undefined;
    const text = await readSource(source);
    await providers.learnKeys();
    const target = await this.#parts.requests.target(options);
    // A turn that was stopped meanwhile has ended: nothing about it may change any more.
    signal.throwIfAborted();
    this.#parts.chat.dispatch({ type: "turn-changed", turnId: turn.id, change: describeTarget(target) });
    const messages = this.#messagesOf(source, text);
    const held = secretInPrompt(messages, isWholeFile(source) ? text : undefined, secrets, (id) =>
      providers.nameOf(id),
    );
    if (held) throw held;
    const spec = identityOfSource(source);
    const input = {
      messages,
      ...(spec && { specId: spec.specId }),
      parameters: this.#parts.settings.requestParameters(
        source.kind === "chat" ? undefined : vscode.Uri.parse(source.uri),
      ),
      sessionId: this.#parts.chat.state.conversationId,
    };
    const wanted = await this.#parts.requests.prepare(target, input);
    signal.throwIfAborted();
    this.#parts.sender.keep(turn.id, wanted.request);
    const content = messages.at(-1)?.content ?? "";
    this.#parts.chat.dispatch({
      type: "turn-changed",
      turnId: turn.id,
      change: { content, estimate: wanted.estimate },
    });
    const { first, budget } = await this.#parts.budgets.admit(wanted, spec, options.overBudget);
    if (options.retryFirst) this.#parts.coolDowns.forget(first);
    return { first, budget, fallbacks: options.withoutFallback ? [] : this.#fallbacks(first, input) };
  }

  /** The chain of the settings, without the first choice itself. */
  #fallbacks(
    first: PreparedRequest,
    input: Parameters<RequestPreparer["prepare"]>[1],
  ): readonly HopTarget<PreparedRequest>[] {
    const { settings, providers, requests } = this.#parts;
    const seen = new Set([`${first.provider.id} ${first.modelId}`]);
    return parseFallback(settings.fallback).entries.flatMap((entry) => {
      const providerId = entry.provider ?? first.provider.id;
      const key = `${providerId} ${entry.model}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const provider = providers.all().find(({ id }) => id === providerId);
      return {
        provider: { id: providerId, displayName: provider?.displayName ?? providerId },
        modelId: entry.model,
        mayCostMore: entry.mayCostMore,
        prepare: async () =>
          requests.prepare(await requests.target({ provider: providerId, model: entry.model }), input),
      };
    });
  }

  #messagesOf(source: TurnSource, text: string): readonly ChatMessage[] {
    if (source.kind === "chat") {
      return buildMessages({ history: followUpHistory(this.#parts.chat.state.turns), instruction: text });
    }
    return buildMessages({ history: [], spec: text, instruction: source.instruction });
  }
}

/** Only of a whole file the line numbers are those that its editor shows. */
function isWholeFile(source: TurnSource): boolean {
  return source.kind === "spec" && source.section === undefined;
}
