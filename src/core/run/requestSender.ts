import { type BudgetLeft, budgetProblem } from "../cost/budget";
import { usablePricing } from "../cost/listPrice";
import { runningPrice } from "../cost/runningPrice";
import { SpendingGuard } from "../cost/spendingGuard";
import type { RunCost } from "../cost/usage";
import type { Clock, GatewayClient, Gateways, Logger } from "../ports";
import type { ProviderConfig } from "../providers/providerConfig";
import { runChat } from "./runChat";
import type { RunResult } from "./runResult";
import { unsentResult } from "./unsentResult";
import type { RunAccounts, SpecIdentity } from "../usage/runAccounts";
import type { AnswerObserver } from "./answerObserver";
import type { ModelChoice } from "../models/modelChoice";
import type { PreparedRequest } from "./requestPreparer";

const MOST_REQUESTS_KEPT = 20;

/** Somebody else could answer meanwhile, so that only a short pause is worth it. */
const PAUSE_BEFORE_FALLBACK_MS = 3_000;

interface RequestSenderParts {
  readonly choice: Pick<ModelChoice, "remember">;
  readonly gateways: Gateways;
  /** Told of every run that a key has paid for, or may have. */
  readonly balances: { runEnded(provider: ProviderConfig, cost: RunCost): void };
  readonly accounts: RunAccounts;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Under which one request goes out. */
interface SendConditions {
  /** Times the time limits of the settings. */
  readonly patience: number;
  /** Nobody else will be asked. */
  readonly isLast: boolean;
  /** How many were asked before. */
  readonly hop: number;
  /** The budget that leaves the least, `runId` itself not counted; `undefined` when there is none. */
  readonly budgetLeft: (runId: string) => Promise<BudgetLeft | undefined>;
}

/** What a request is sent for. */
export interface SentRun {
  /** Tells its requests from those of other runs: the turn's id for one of the chat. */
  readonly id: string;
  /** Absent for a message of the chat. */
  readonly spec: SpecIdentity | undefined;
  readonly observer: AnswerObserver;
}

/** Sends one request of a run: notes it before it leaves, lets the answer be watched, and notes what it cost. */
export class RequestSender {
  readonly #parts: RequestSenderParts;
  readonly #requests = new Map<string, PreparedRequest>();

  constructor(parts: RequestSenderParts) {
    this.#parts = parts;
  }

  /** The last request of a run; `undefined` when it is too long ago, or from before a restart of the window. */
  sentBy(id: string): PreparedRequest | undefined {
    return this.#requests.get(id);
  }

  /** Some are kept to be shown; a spec may be megabytes, so not all of them. */
  keep(id: string, request: PreparedRequest): void {
    this.#requests.set(id, request);
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > MOST_REQUESTS_KEPT && oldest !== undefined) this.#requests.delete(oldest);
  }

  /** Every expected failure is a result with `error`; only bugs reject. */
  async send(
    hop: PreparedRequest,
    run: SentRun,
    conditions: SendConditions,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const { provider, modelId, estimate, size } = hop;
    const { accounts, balances, choice, gateways } = this.#parts;
    const { patience, isLast, budgetLeft } = conditions;
    const retries = isLast ? {} : { chatPauseLimitMs: PAUSE_BEFORE_FALLBACK_MS };
    const gateway = await gateways.create(provider, { patience }, retries);
    // Each hop is charged on its own, so that each has a line of its own.
    const runId = `${run.id} ${provider.id} ${modelId}`;
    const target = { provider: provider.id, model: modelId, estimate };
    await accounts.started({ runId, ...target, size, hop: conditions.hop, ...run.spec });
    // Only now: another window may have begun something since it was looked at last, and sees this run from here on.
    const left = await budgetLeft(runId);
    const overBudget = budgetProblem(estimate, left);
    let result: RunResult | undefined;
    try {
      // Nothing has left yet.
      if (signal.aborted) result = unsentResult("cancelled", target);
      else if (overBudget) result = { ...unsentResult("failed", target), error: overBudget.toRunError() };
      else result = await this.#stream(hop, run, gateway, left, signal);
    } finally {
      accounts.ended(runId, result);
    }
    if (result.text !== "") choice.remember(provider, modelId);
    if (hop.hasKey && result.timing.totalMs > 0) balances.runEnded(provider, result.cost);
    return result;
  }

  async #stream(
    hop: PreparedRequest,
    { id, observer }: SentRun,
    gateway: GatewayClient,
    left: BudgetLeft | undefined,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const { provider, model, request, estimate, basis } = hop;
    const pricing = usablePricing(model);
    const price = pricing && runningPrice(pricing, estimate.promptTokens, left?.leftUsd);
    const { clock, log } = this.#parts;
    this.keep(id, hop);
    observer.started(hop, price);
    const result = await runChat({
      gateway,
      request,
      provider,
      model,
      estimate,
      clock,
      signal,
      ...(left &&
        pricing && {
          spending: {
            left,
            guard: new SpendingGuard({ pricing, rates: basis.rates, promptTokens: estimate.promptTokens }),
          },
        }),
      onEvent: (event) => observer.handle(event),
    });
    observer.ended();
    log.info(
      `Run ended: ${result.status}${result.error ? ` (${result.error.code})` : ""}, ${provider.id} ${result.model}, ` +
        `${result.timing.totalMs} ms.`,
    );
    return result;
  }
}
