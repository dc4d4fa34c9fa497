import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Turn } from "../core/chat/chatState";
import { followUpHistory } from "../core/chat/followUpHistory";
import { UserFacingError } from "../core/errors";
import type { CoolDowns } from "../core/fallback/coolDowns";
import { fallbackTargets } from "../core/fallback/fallbackTargets";
import { parseFallback } from "../core/fallback/parseFallback";
import type { HopTarget } from "../core/fallback/runWithFallback";
import type { KnownSecrets } from "../core/knownSecrets";
import { recordedRequest } from "../core/records/recordedRequest";
import type { RunRecord } from "../core/records/runRecord";
import { buildMessages } from "../core/spec/buildMessages";
import { secretInPrompt } from "../core/spec/secretInPrompt";
import { specMessages } from "../core/spec/specMessages";
import { specParameters } from "../core/spec/specParameters";
import type { ChatMessage, ChatRequest } from "../core/ports";
import type { BudgetDesk, RunBudget } from "../core/run/budgetDesk";
import type { ChatSession } from "./chatSession";
import { describeTarget } from "./describeTarget";
import { maySendFile } from "./maySendFile";
import { requireTrust } from "./requireTrust";
import type { ProviderDirectory } from "./providerDirectory";
import type { PreparedRequest, RequestPreparer } from "../core/run/requestPreparer";
import type { RequestSender } from "../core/run/requestSender";
import type { RunOptions } from "./runOptions";
import type { Settings } from "./settings";
import { identityOfSource } from "./specIdentity";
import type { SpecReader, SpecReading } from "./specReader";

/** A run that could begin now. */
export interface PreparedRun {
  readonly first: PreparedRequest;
  readonly fallbacks: readonly HopTarget<PreparedRequest>[];
  readonly budget: RunBudget;
  /** Absent for a message of the chat and for a selection. */
  readonly reading?: SpecReading;
}

interface RunPreparerParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly chat: ChatSession;
  readonly reader: SpecReader;
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
    requireTrust();
    const { source } = turn;
    const { providers, requests, settings } = this.#parts;
    const isSpec = source.kind === "spec";
    const reading = isSpec ? await this.#parts.reader.forRun(source, signal) : undefined;
    if (isSpec && reading === undefined) return undefined;
    if (source.kind === "selection" && !(await maySendFile(vscode.Uri.parse(source.uri), signal)))
      return undefined;
    const frontMatter = reading?.spec.frontMatter ?? {};
    await providers.learnKeys();
    const same = reading?.recorded && (await recordedRequest(reading.recorded));
    const target = await requests.target({
      provider: options.provider ?? frontMatter.provider,
      model: options.model ?? same?.modelId ?? frontMatter.model ?? frontMatter.models?.[0],
    });
    // A turn that was stopped meanwhile has ended: nothing about it may change any more.
    signal.throwIfAborted();
    this.#parts.chat.dispatch({ type: "turn-changed", turnId: turn.id, change: describeTarget(target) });
    const messages = same?.messages ?? this.#messages(turn, reading);
    this.#refuseSecrets(messages, same ? undefined : reading);
    const spec = identityOfSource(source);
    const input = {
      messages,
      ...(spec && { specId: spec.specId }),
      expect: frontMatter.expect,
      parameters: {
        ...specParameters(
          frontMatter,
          settings.requestParameters(source.kind === "chat" ? undefined : vscode.Uri.parse(source.uri)),
        ),
        ...(same?.maxTokens !== undefined && { maxTokens: same.maxTokens }),
      },
      sessionId: this.#parts.chat.state.conversationId,
    };
    const made = await requests.prepare(target, input);
    const wanted = same && reading?.recorded ? sameAgain(made, same, reading.recorded, options) : made;
    signal.throwIfAborted();
    this.#parts.sender.keep(turn.id, wanted);
    const content = messages.at(-1)?.content ?? "";
    this.#parts.chat.dispatch({
      type: "turn-changed",
      turnId: turn.id,
      change: { content, estimate: wanted.estimate },
    });
    const { first, budget } = await this.#parts.budgets.admit(
      wanted,
      {
        ...(spec && { spec }),
        ...(frontMatter.budget !== undefined && { limitUsd: frontMatter.budget }),
      },
      options.overBudget,
    );
    if (options.retryFirst) this.#parts.coolDowns.forget(first);
    const chain = frontMatter.fallback ?? parseFallback(settings.fallback).entries;
    return {
      first,
      budget,
      fallbacks: options.withoutFallback
        ? []
        : fallbackTargets(chain, first, {
            providers: providers.all(),
            prepare: async (other) => requests.prepare(await requests.target(other), input),
          }),
      ...(reading && { reading }),
    };
  }

  #messages({ source }: Turn, reading: SpecReading | undefined): readonly ChatMessage[] {
    if (source.kind === "chat") {
      const history = followUpHistory(this.#parts.chat.state.turns);
      return buildMessages({ history, instruction: source.text });
    }
    if (reading === undefined) {
      return buildMessages({
        history: [],
        spec: source.kind === "selection" ? source.text : undefined,
        instruction: source.instruction,
      });
    }
    return specMessages(reading, source.instruction);
  }

  /** @throws UserFacingError `invalid-spec`. */
  #refuseSecrets(messages: readonly ChatMessage[], reading: SpecReading | undefined): void {
    const { secrets, providers } = this.#parts;
    // Only of a whole file the line numbers are those that its editor shows.
    const held = secretInPrompt(messages, reading?.text, secrets, (id) => providers.nameOf(id));
    if (held) throw held;
  }
}

/**
 * The recorded request in the place of the one that was made for its estimate. Only a model that the user has chosen since
 * makes it another.
 * @throws UserFacingError `not-configured` when what was sent then means something else to this provider now.
 */
function sameAgain(
  made: PreparedRequest,
  same: ChatRequest,
  { provider }: RunRecord,
  { model }: RunOptions,
): PreparedRequest {
  if (made.provider.kind !== provider.kind) {
    throw new UserFacingError(
      "not-configured",
      l10n.t(
        "{0} is of another kind now, so the same request cannot be sent again.",
        made.provider.displayName,
      ),
      { remedy: "check-provider" },
    );
  }
  const { sessionId } = made.request;
  return {
    ...made,
    request: {
      ...same,
      modelId: model === undefined ? same.modelId : made.modelId,
      ...(sessionId !== undefined && { sessionId }),
    },
  };
}
