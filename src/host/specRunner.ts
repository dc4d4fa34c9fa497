import { randomUUID } from "node:crypto";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ConsentQuestion, Turn, TurnSource } from "../core/chat/chatState";
import { followUpHistory } from "../core/chat/followUpHistory";
import { rerunTarget } from "../core/chat/rerunTarget";
import type { CostEstimate } from "../core/cost/usage";
import { UserFacingError } from "../core/errors";
import type { ChatMessage, ChatRequest, Clock, Logger } from "../core/ports";
import { shortName } from "../core/models/modelCatalogue";
import { missingKeyError } from "../core/providers/missingKey";
import { consentKey, promptConsent } from "../core/providers/promptConsent";
import type { ProviderConfig } from "../core/providers/providerConfig";
import { prepareRequest } from "../core/run/prepareRequest";
import { runChat } from "../core/run/runChat";
import type { RunResult } from "../core/run/runResult";
import { buildMessages } from "../core/spec/buildMessages";
import type { ChatSession } from "./chatSession";
import type { GatewayFactory } from "./gatewayFactory";
import type { ChosenModel, ModelChoice } from "./modelChoice";
import type { ProviderDirectory } from "./providerDirectory";
import type { Settings } from "./settings";
import { readSource } from "./readSource";
import { nameOf } from "./specFiles";
import { TurnFollower } from "./turnFollower";

const CONSENTED = "smartspec.promptConsent";
const MOST_REQUESTS_KEPT = 20;

export interface RunOptions {
  readonly model?: string;
  readonly provider?: string;
  /** Label of the attachment, e.g. `"checkout.md:12-20"`; the file's name when absent. */
  readonly attachment?: string;
  readonly cancellation?: vscode.CancellationToken;
  /** Times the time limits of the settings; 1 when absent. */
  readonly patience?: number;
}

export type ConsentAnswer = "allow" | "cancel";

interface Prepared {
  readonly provider: ProviderConfig;
  readonly chosen: ChosenModel;
  readonly hasKey: boolean;
  readonly request: ChatRequest;
  readonly estimate: CostEstimate;
}

interface ActiveRun {
  readonly abort: AbortController;
  readonly done: Promise<unknown>;
}

interface SpecRunnerParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly choice: ModelChoice;
  readonly gateways: GatewayFactory;
  readonly chat: ChatSession;
  /** Remembers consents across workspaces. */
  readonly memory: vscode.Memento;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Runs specs, selections and chat messages: reads, asks for consent where it is due, sends, and keeps the conversation in
 * step with what arrives. Every run becomes a turn, also one that never gets as far as sending.
 */
export class SpecRunner implements vscode.Disposable {
  readonly #parts: SpecRunnerParts;
  readonly #active = new Map<string, ActiveRun>();
  readonly #requests = new Map<string, ChatRequest>();
  readonly #questions = new Map<string, (answer: ConsentAnswer) => void>();
  readonly #activeChanged = new vscode.EventEmitter<boolean>();
  /** Fires with whether anything is running. */
  readonly onDidChangeRunning = this.#activeChanged.event;

  constructor(parts: SpecRunnerParts) {
    this.#parts = parts;
  }

  get isRunning(): boolean {
    return this.#active.size > 0;
  }

  /** Every expected failure is a result with `error`; only bugs reject. */
  async run(source: TurnSource, options: RunOptions = {}): Promise<RunResult> {
    await this.#parts.chat.restored;
    const turn = this.#newTurn(source, options);
    const abort = new AbortController();
    const cancelled = options.cancellation?.onCancellationRequested(() => this.#stop(turn.id));
    if (options.cancellation?.isCancellationRequested) abort.abort();
    this.#parts.chat.dispatch({ type: "turn-added", turn });
    const done = this.#runTurn(turn, options, abort.signal);
    this.#active.set(turn.id, { abort, done });
    this.#activeChanged.fire(true);
    try {
      return await done;
    } finally {
      cancelled?.dispose();
      this.#active.delete(turn.id);
      this.#questions.delete(turn.id);
      this.#activeChanged.fire(this.isRunning);
    }
  }

  /** Runs a finished turn's source again, as a new turn. */
  async runAgain(turnId: string, options: RunOptions = {}): Promise<RunResult | undefined> {
    const turn = this.#parts.chat.turn(turnId);
    if (!turn) return undefined;
    const { attachment } = turn;
    return this.run(turn.source, {
      ...rerunTarget(turn, options),
      ...options,
      ...(attachment !== undefined && { attachment }),
    });
  }

  /** Asks the model that wrote an answer to go on with it: nobody else, whatever is chosen by now. */
  async continueTurn(turnId: string): Promise<RunResult | undefined> {
    const turn = this.#parts.chat.turn(turnId);
    if (!turn) return undefined;
    return this.run(
      { kind: "chat", text: l10n.t("Continue exactly where you stopped.") },
      {
        ...(turn.model && { model: turn.model.id }),
        ...(turn.provider && { provider: turn.provider.id }),
      },
    );
  }

  /** The request of a turn as it was or would be sent; `undefined` after a restart of the window. */
  requestOf(turnId: string): ChatRequest | undefined {
    return this.#requests.get(turnId);
  }

  /** The result of a run that could not even become a turn. */
  refused(error: UserFacingError): RunResult {
    return { ...this.#unsent("failed", undefined, {}), error: error.toRunError() };
  }

  answerQuestion(turnId: string, answer: ConsentAnswer): void {
    this.#questions.get(turnId)?.(answer);
  }

  /** Stops everything that is running; resolves when all of it has ended. */
  async stopAll(): Promise<void> {
    const ends = [...this.#active.values()].map((run) => run.done);
    for (const turnId of this.#active.keys()) this.#stop(turnId);
    await Promise.allSettled(ends);
  }

  #stop(turnId: string): void {
    const run = this.#active.get(turnId);
    if (!run || run.abort.signal.aborted) return;
    this.#parts.chat.dispatch({ type: "turn-changed", turnId, change: { phase: "stopping" } });
    run.abort.abort();
    this.#questions.get(turnId)?.("cancel");
  }

  async #runTurn(turn: Turn, options: RunOptions, signal: AbortSignal): Promise<RunResult> {
    let prepared: Prepared | undefined;
    let result: RunResult;
    try {
      // Stop must work at once, also while a slow gateway is asked for its models.
      prepared = await Promise.race([this.#prepare(turn, options, signal), whenAborted(signal)]);
      const mayGo = prepared && !signal.aborted && (await this.#consent(turn, prepared)) && !signal.aborted;
      result =
        prepared && mayGo
          ? await this.#send(turn, prepared, options, signal)
          : this.#unsent("cancelled", prepared, options);
    } catch (error) {
      if (!UserFacingError.is(error)) {
        this.#parts.chat.dispatch({ type: "turn-finished", turnId: turn.id, outcome: bugOutcome() });
        throw error;
      }
      this.#parts.log.info(
        `Not sent: ${error.code}.${error.cause instanceof Error ? ` ${error.cause.message}` : ""}`,
      );
      result = { ...this.#unsent("failed", prepared, options), error: error.toRunError() };
    }
    const { status, finishReason, usage, cost, timing, error } = result;
    this.#parts.chat.dispatch({
      type: "turn-finished",
      turnId: turn.id,
      outcome: {
        status,
        cost,
        timing,
        ...(finishReason !== undefined && { finishReason }),
        ...(usage && { usage }),
        ...(error && { error }),
      },
    });
    return result;
  }

  /** Everything up to the request, without sending anything but questions about models. */
  async #prepare(turn: Turn, options: RunOptions, signal: AbortSignal): Promise<Prepared> {
    if (!vscode.workspace.isTrusted) {
      throw new UserFacingError(
        "untrusted-workspace",
        l10n.t("This folder is not trusted, so nothing is sent from it without your consent."),
      );
    }
    const { source } = turn;
    const text = await readSource(source);
    const provider = this.#parts.providers.get(options.provider);
    const hasKey = (await this.#parts.providers.key(provider)) !== undefined;
    const chosen = await this.#parts.choice.resolve(provider, hasKey, {
      requested: options.model,
      isRun: true,
    });
    // A turn that was stopped meanwhile has ended: nothing about it may change any more.
    signal.throwIfAborted();
    this.#parts.chat.dispatch({
      type: "turn-changed",
      turnId: turn.id,
      change: {
        provider: { id: provider.id, displayName: provider.displayName },
        model: {
          id: chosen.id,
          name: chosen.model ? shortName(chosen.model) : chosen.id,
          isFree: chosen.model?.isFree ?? false,
        },
      },
    });
    const missing = missingKeyError(provider, chosen.model, hasKey);
    if (missing) throw missing;
    const messages = this.#messagesOf(source, text);
    const { request, estimate } = prepareRequest({
      modelId: chosen.id,
      model: chosen.model,
      messages,
      parameters: this.#parts.settings.requestParameters(
        source.kind === "chat" ? undefined : vscode.Uri.parse(source.uri),
      ),
      sessionId: this.#parts.chat.state.conversationId,
    });
    this.#keepRequest(turn.id, request);
    const content = messages.at(-1)?.content ?? "";
    this.#parts.chat.dispatch({ type: "turn-changed", turnId: turn.id, change: { content, estimate } });
    return { provider, chosen, hasKey, request, estimate };
  }

  /** Some are kept to be shown; a spec may be megabytes, so not all of them. */
  #keepRequest(turnId: string, request: ChatRequest): void {
    this.#requests.set(turnId, request);
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > MOST_REQUESTS_KEPT && oldest !== undefined) this.#requests.delete(oldest);
  }

  #messagesOf(source: TurnSource, text: string): readonly ChatMessage[] {
    if (source.kind === "chat") {
      return buildMessages({ history: followUpHistory(this.#parts.chat.state.turns), instruction: text });
    }
    return buildMessages({ history: [], spec: text, instruction: source.instruction });
  }

  /** True when the request may go out. */
  async #consent(turn: Turn, { provider, chosen, hasKey, request, estimate }: Prepared): Promise<boolean> {
    const key = consentKey(provider.id, chosen.id);
    const consented = this.#parts.memory.get<string[]>(CONSENTED, []);
    const verdict = promptConsent({
      model: chosen.model,
      modelId: chosen.id,
      provider,
      hasKey,
      setting: this.#parts.settings.promptLogging,
      consented: new Set(consented),
    });
    const modelName = chosen.model ? shortName(chosen.model) : chosen.id;
    if (verdict === "refused") {
      throw new UserFacingError(
        "forbidden",
        l10n.t("The provider of {0} may keep prompts, and your settings refuse that.", modelName),
      );
    }
    if (verdict !== "ask") return true;
    const question: ConsentQuestion = {
      kind: "prompt-logging",
      modelId: chosen.id,
      modelName,
      promptTokens: estimate.promptTokens,
      earlierTurns: request.messages.filter(({ role }) => role === "assistant").length,
      anonymous: !hasKey,
    };
    const answer = await new Promise<ConsentAnswer>((resolve) => {
      this.#questions.set(turn.id, resolve);
      this.#parts.chat.dispatch({ type: "question-asked", turnId: turn.id, question });
    });
    this.#questions.delete(turn.id);
    if (answer !== "allow") return false;
    this.#parts.chat.dispatch({ type: "question-answered", turnId: turn.id });
    await this.#parts.memory.update(CONSENTED, [
      ...new Set([...this.#parts.memory.get<string[]>(CONSENTED, []), key]),
    ]);
    return true;
  }

  async #send(
    turn: Turn,
    prepared: Prepared,
    { patience = 1 }: RunOptions,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const { provider, chosen, request, estimate } = prepared;
    const gateway = await this.#parts.gateways.create(provider, { patience });
    this.#parts.chat.dispatch({ type: "turn-changed", turnId: turn.id, change: { phase: "sending" } });
    const follow = new TurnFollower(turn.id, chosen.id, this.#parts.chat, this.#parts.clock);
    const result = await runChat({
      gateway,
      request,
      provider,
      model: chosen.model,
      estimate,
      clock: this.#parts.clock,
      signal,
      onEvent: (event) => follow.handle(event),
    });
    follow.end();
    this.#parts.log.info(
      `Run ended: ${result.status}${result.error ? ` (${result.error.code})` : ""}, ${provider.id} ${result.model}, ` +
        `${result.timing.totalMs} ms.`,
    );
    if (result.text !== "") this.#parts.choice.remember(provider, chosen.id);
    return result;
  }

  /** The result of a run that ended before anything was sent: it cost nothing. */
  #unsent(status: "cancelled" | "failed", prepared: Prepared | undefined, options: RunOptions): RunResult {
    return {
      status,
      text: "",
      provider: prepared?.provider.id ?? options.provider ?? this.#parts.settings.provider,
      model: prepared?.chosen.id ?? options.model ?? this.#parts.settings.model,
      ...(prepared && { estimate: prepared.estimate }),
      cost: { kind: "computed", usd: 0 },
      timing: { totalMs: 0 },
      attempts: [],
    };
  }

  #newTurn(source: TurnSource, options: RunOptions): Turn {
    const attachment =
      options.attachment ?? (source.kind === "chat" ? undefined : nameOf(vscode.Uri.parse(source.uri)));
    return {
      id: randomUUID(),
      startedAt: this.#parts.clock.now(),
      source,
      ...((options.model !== undefined || options.provider !== undefined) && {
        requested: {
          ...(options.model !== undefined && { model: options.model }),
          ...(options.provider !== undefined && { provider: options.provider }),
        },
      }),
      promptText: source.kind === "chat" ? source.text : (source.instruction ?? ""),
      ...(attachment !== undefined && { attachment }),
      startsContext: source.kind !== "chat",
      phase: "preparing",
      text: "",
      reasoning: "",
    };
  }

  dispose(): void {
    void this.stopAll();
    this.#activeChanged.dispose();
  }
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}

/** A bug is reported as such by whoever catches it; the turn must not look as if it were still running. */
function bugOutcome() {
  return {
    status: "failed",
    cost: { kind: "unknown" },
    timing: { totalMs: 0 },
    error: new UserFacingError(
      "invalid-response",
      l10n.t("SmartSpec ran into an error of its own. The log has the details."),
      { remedy: "retry" },
    ).toRunError(),
  } as const;
}
