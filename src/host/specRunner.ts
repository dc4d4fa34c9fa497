import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { outcomeOf } from "../core/chat/outcomeOf";
import type { Turn, TurnSource } from "../core/chat/chatState";
import { rerunTarget } from "../core/chat/rerunTarget";
import { UserFacingError } from "../core/errors";
import type { CoolDowns } from "../core/fallback/coolDowns";
import type { Clock, Logger } from "../core/ports";
import type { RateLimitTally } from "../core/providers/rateLimitTally";
import type { RunResult } from "../core/run/runResult";
import { sendPreparedRun } from "../core/run/sendPreparedRun";
import { unsentResult } from "../core/run/unsentResult";
import type { ChatSession } from "./chatSession";
import type { ConsentAnswer, ConsentDesk } from "./consentDesk";
import { newTurn } from "./newTurn";
import type { PreparedRequest } from "../core/run/requestPreparer";
import type { RequestSender } from "../core/run/requestSender";
import type { HostEpilogue } from "./hostSpecRun";
import type { RunOptions } from "./runOptions";
import type { PreparedRun, RunPreparer } from "./runPreparer";
import type { Settings } from "./settings";
import { identityOfSource, specIdentity } from "./specIdentity";
import type { SpecInputsDesk } from "./specInputsDesk";
import { TurnFollower } from "./turnFollower";

interface ActiveRun {
  readonly abort: AbortController;
  readonly done: Promise<unknown>;
}

interface SpecRunnerParts {
  readonly settings: Settings;
  readonly chat: ChatSession;
  readonly inputs: SpecInputsDesk;
  readonly preparer: RunPreparer;
  readonly sender: RequestSender;
  readonly epilogue: HostEpilogue;
  readonly consents: ConsentDesk;
  readonly coolDowns: CoolDowns;
  readonly rateLimits: RateLimitTally;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Runs specs, selections and chat messages: asks for consent where it is due, sends, and keeps the conversation in step
 * with what arrives. Every run becomes a turn, also one that never gets as far as sending.
 */
export class SpecRunner implements vscode.Disposable {
  readonly #parts: SpecRunnerParts;
  readonly #active = new Map<string, ActiveRun>();
  readonly #activeChanged = new vscode.EventEmitter<boolean>();
  /** Fires with whether anything is running. */
  readonly onDidChangeRunning = this.#activeChanged.event;
  readonly #listeners: readonly vscode.Disposable[];

  constructor(parts: SpecRunnerParts) {
    this.#parts = parts;
    this.#listeners = [
      parts.chat.onDidChangeFollowing(() => this.#activeChanged.fire(this.isRunning)),
      parts.chat.onDidAsk(({ type, turnId }) => {
        if (type === "stop-requested") this.#stop(turnId);
        else parts.consents.answer(turnId, "allow");
      }),
    ];
  }

  /** Something runs, here or in another window that has the same conversation on show. */
  get isRunning(): boolean {
    return this.#active.size > 0 || this.#parts.chat.isFollowing;
  }

  /** Every expected failure is a result with `error`; only bugs reject. */
  async run(wanted: TurnSource, options: RunOptions = {}): Promise<RunResult> {
    await this.#parts.chat.restored;
    const source = await this.#parts.inputs.complete(wanted, options.cancellation);
    // Closing the question is as if nothing had been asked for.
    if (source === undefined) return this.#unsent("cancelled", undefined, options);
    const turn = newTurn(source, options, this.#parts.clock.now());
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

  /** Takes back a run that was refused: it is as if the user had stopped it. */
  dismiss(turnId: string): void {
    const outcome = this.#parts.chat.turn(turnId)?.outcome;
    if (outcome?.error?.code !== "budget-exceeded") return;
    const { error: _answered, ...rest } = outcome;
    const stopped = { ...rest, status: outcome.status === "failed" ? "cancelled" : outcome.status } as const;
    this.#parts.chat.dispatch({ type: "turn-finished", turnId, outcome: stopped });
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
        withoutFallback: true,
      },
    );
  }

  /** The result of a run that could not even become a turn. */
  refused(error: UserFacingError): RunResult {
    return { ...this.#unsent("failed", undefined, {}), error: error.toRunError() };
  }

  answerQuestion(turnId: string, answer: ConsentAnswer): void {
    const { consents, chat } = this.#parts;
    if (!consents.answer(turnId, answer)) chat.answerOther(turnId, answer);
  }

  /** Stops everything that is running, also in other windows; resolves when all of it has ended here. */
  stopAll(): Promise<void> {
    this.#parts.chat.stopOthers();
    return this.stopOwn();
  }

  /** Stops what this window runs; resolves when all of it has ended. */
  async stopOwn(): Promise<void> {
    const ends = [...this.#active.values()].map((run) => run.done);
    for (const turnId of this.#active.keys()) this.#stop(turnId);
    await Promise.allSettled(ends);
  }

  #stop(turnId: string): void {
    const run = this.#active.get(turnId);
    if (!run || run.abort.signal.aborted) return;
    this.#parts.chat.dispatch({ type: "turn-changed", turnId, change: { phase: "stopping" } });
    run.abort.abort();
    this.#parts.consents.answer(turnId, "cancel");
  }

  async #runTurn(turn: Turn, options: RunOptions, signal: AbortSignal): Promise<RunResult> {
    let prepared: PreparedRun | undefined;
    let result: RunResult;
    try {
      // Stop must work at once, also while a slow gateway is asked for its models.
      prepared = await Promise.race([
        this.#parts.preparer.prepare(turn, options, signal),
        whenAborted(signal),
      ]);
      const mayGo =
        prepared &&
        !signal.aborted &&
        (await this.#parts.consents.ask(turn.id, prepared.first)) &&
        !signal.aborted;
      result =
        prepared && mayGo
          ? await this.#finish(turn, prepared, await this.#send(turn, prepared, options, signal), signal)
          : this.#unsent("cancelled", prepared?.first, options);
    } catch (error) {
      if (!UserFacingError.is(error)) {
        this.#parts.chat.dispatch({ type: "turn-finished", turnId: turn.id, outcome: bugOutcome() });
        throw error;
      }
      this.#parts.log.info(
        `Not sent: ${error.code}.${error.cause instanceof Error ? ` ${error.cause.message}` : ""}`,
      );
      result = { ...this.#unsent("failed", prepared?.first, options), error: error.toRunError() };
    }
    this.#parts.chat.dispatch({ type: "turn-finished", turnId: turn.id, outcome: outcomeOf(result) });
    return result;
  }

  async #send(
    turn: Turn,
    { first, fallbacks, budget }: PreparedRun,
    { patience = 1 }: RunOptions,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const { chat, consents, coolDowns, rateLimits, clock, sender } = this.#parts;
    const sent = {
      id: turn.id,
      spec: identityOfSource(turn.source),
      observer: new TurnFollower(turn.id, chat, clock),
    };
    return sendPreparedRun({
      first,
      fallbacks,
      budget,
      sender,
      sent,
      patience,
      coolDowns,
      rateLimits,
      clock,
      signal,
      consentOf: (hop) => consents.verdict(hop),
      onHops: (hops) => chat.dispatch({ type: "turn-changed", turnId: turn.id, change: { hops } }),
    });
  }

  /** A spec's answer is checked and recorded. */
  async #finish(
    { id, startedAt, source }: Turn,
    { reading, first, budget }: PreparedRun,
    result: RunResult,
    signal: AbortSignal,
  ): Promise<RunResult> {
    if (reading === undefined || source.kind !== "spec") return result;
    const run = {
      id,
      startedAt,
      source,
      identity: specIdentity(vscode.Uri.parse(source.uri), source),
      reading,
      budget,
      first,
      result,
    };
    return this.#parts.epilogue.finish(run, signal);
  }

  /** `prepared`: absent when it did not get so far. */
  #unsent(
    status: "cancelled" | "failed",
    prepared: PreparedRequest | undefined,
    { provider, model }: RunOptions,
  ): RunResult {
    const { settings } = this.#parts;
    return unsentResult(status, {
      provider: prepared?.provider.id ?? provider ?? settings.provider,
      model: prepared?.modelId ?? model ?? settings.model,
      ...(prepared && { estimate: prepared.estimate }),
    });
  }

  dispose(): void {
    void this.stopOwn();
    for (const listener of this.#listeners) listener.dispose();
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
