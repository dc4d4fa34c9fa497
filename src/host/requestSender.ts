import * as vscode from "vscode";
import type { Turn, TurnSource } from "../core/chat/chatState";
import type { ChatRequest, Clock, GatewayClient, Logger } from "../core/ports";
import { runChat } from "../core/run/runChat";
import type { RunResult } from "../core/run/runResult";
import { unsentResult } from "../core/run/unsentResult";
import type { RunAccounts } from "../core/usage/runAccounts";
import type { BalanceWatch } from "./balanceWatch";
import type { ChatSession } from "./chatSession";
import { describeTarget } from "./describeTarget";
import type { GatewayFactory } from "./gatewayFactory";
import type { ModelChoice } from "./modelChoice";
import type { PreparedRequest } from "./requestPreparer";
import { nameOf } from "./specFiles";
import { TurnFollower } from "./turnFollower";

const MOST_REQUESTS_KEPT = 20;

/** Somebody else could answer meanwhile, so that only a short pause is worth it. */
const PAUSE_BEFORE_FALLBACK_MS = 3_000;

interface RequestSenderParts {
  readonly choice: ModelChoice;
  readonly gateways: GatewayFactory;
  readonly chat: ChatSession;
  readonly balances: BalanceWatch;
  readonly accounts: RunAccounts;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Sends one request of a turn: notes it before it leaves, lets the turn follow the answer, and notes what it cost. */
export class RequestSender {
  readonly #parts: RequestSenderParts;
  readonly #requests = new Map<string, ChatRequest>();

  constructor(parts: RequestSenderParts) {
    this.#parts = parts;
  }

  /** The last request of a turn; `undefined` when it is too long ago, or from before a restart of the window. */
  requestOf(turnId: string): ChatRequest | undefined {
    return this.#requests.get(turnId);
  }

  /** Some are kept to be shown; a spec may be megabytes, so not all of them. */
  keep(turnId: string, request: ChatRequest): void {
    this.#requests.set(turnId, request);
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > MOST_REQUESTS_KEPT && oldest !== undefined) this.#requests.delete(oldest);
  }

  /**
   * Every expected failure is a result with `error`; only bugs reject. `patience`: times the time limits of the settings.
   * `isLast`: nobody else will be asked.
   */
  async send(
    hop: PreparedRequest,
    turn: Turn,
    { patience, isLast }: { readonly patience: number; readonly isLast: boolean },
    signal: AbortSignal,
  ): Promise<RunResult> {
    const { provider, modelId, estimate } = hop;
    const { accounts, balances, choice, gateways } = this.#parts;
    const retries = isLast ? {} : { chatPauseLimitMs: PAUSE_BEFORE_FALLBACK_MS };
    const gateway = await gateways.create(provider, { patience }, retries);
    // Each hop is charged on its own, so that each has a line of its own.
    const runId = `${turn.id} ${provider.id} ${modelId}`;
    const spec = specName(turn.source);
    await accounts.started({
      runId,
      provider: provider.id,
      model: modelId,
      estimate,
      ...(spec !== undefined && { spec }),
    });
    let result: RunResult | undefined;
    try {
      // Stopped while it was noted: nothing has left.
      result = signal.aborted
        ? unsentResult("cancelled", { provider: provider.id, model: modelId, estimate })
        : await this.#stream(hop, turn, gateway, signal);
    } finally {
      accounts.ended(runId, result);
    }
    if (result.text !== "") choice.remember(provider, modelId);
    if (hop.hasKey && result.timing.totalMs > 0) balances.runEnded(provider, result.cost);
    return result;
  }

  async #stream(
    hop: PreparedRequest,
    turn: Turn,
    gateway: GatewayClient,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const { provider, modelId, model, modelName, request, estimate } = hop;
    const { chat, clock, log } = this.#parts;
    this.keep(turn.id, request);
    chat.dispatch({
      type: "hop-started",
      turnId: turn.id,
      ...describeTarget({ provider, chosen: { id: modelId, model }, modelName }),
      estimate,
    });
    const follow = new TurnFollower(turn.id, modelId, chat, clock);
    const result = await runChat({
      gateway,
      request,
      provider,
      model,
      estimate,
      clock,
      signal,
      onEvent: (event) => follow.handle(event),
    });
    follow.end();
    log.info(
      `Run ended: ${result.status}${result.error ? ` (${result.error.code})` : ""}, ${provider.id} ${result.model}, ` +
        `${result.timing.totalMs} ms.`,
    );
    return result;
  }
}

/** What the ledger calls it; outside of the workspace its file name alone. */
function specName(source: TurnSource): string | undefined {
  if (source.kind === "chat") return undefined;
  const uri = vscode.Uri.parse(source.uri);
  return vscode.workspace.getWorkspaceFolder(uri) ? vscode.workspace.asRelativePath(uri, false) : nameOf(uri);
}
