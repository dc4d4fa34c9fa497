import type { CostEstimate } from "../cost/usage";
import { mostOfCost } from "../cost/mostOfCost";
import { sumCosts } from "../cost/sumCosts";
import { UserFacingError } from "../errors";
import type { Model } from "../models/model";
import type { Clock } from "../ports";
import type { PromptConsent } from "../providers/promptConsent";
import type { ProviderConfig } from "../providers/providerConfig";
import type { RateLimitTally } from "../providers/rateLimitTally";
import type { RunResult } from "../run/runResult";
import { type CoolDowns, opensFallback } from "./coolDowns";
import { fallbackGate } from "./fallbackGate";
import type { FallbackHop } from "./fallbackHop";

/** A request that is ready to go to one place. */
export interface PreparedHop {
  readonly provider: ProviderConfig;
  readonly modelId: string;
  readonly model: Model | undefined;
  /** For the reader; the id when the list does not have the model. */
  readonly modelName: string;
  readonly estimate: CostEstimate;
}

/** A place in the chain that has not been looked at yet. */
export interface HopTarget<Hop extends PreparedHop> {
  readonly provider: Pick<ProviderConfig, "id" | "displayName">;
  readonly modelId: string;
  readonly mayCostMore: boolean;
  /** @throws UserFacingError when nothing can be sent there. */
  prepare(): Promise<Hop>;
}

export interface HopsBefore {
  /** How many were asked. */
  readonly count: number;
  /** What they can have cost at most, in USD. */
  readonly spentUsd: number;
  /** Nobody comes after this one, so that it may be waited for. */
  readonly isLast: boolean;
}

export interface FallbackRun<Hop extends PreparedHop> {
  /** Prepared, and agreed to by the user; the chain's limits follow from it. */
  readonly first: Hop;
  readonly fallbacks: readonly HopTarget<Hop>[];
  readonly coolDowns: CoolDowns;
  readonly rateLimits: RateLimitTally;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly consentOf: (hop: Hop) => PromptConsent;
  /** Whether the hop's worst case would cross a budget. `spentUsd`: by the hops before, at most. */
  readonly isOverBudget: (hop: Hop, spentUsd: number) => Promise<boolean>;
  /** `before`: who was asked before it. */
  readonly send: (hop: Hop, before: HopsBefore) => Promise<RunResult>;
  /** Called with all hops so far whenever one changed; never for a run that stays with its first choice. */
  readonly onHops: (hops: readonly FallbackHop[]) => void;
}

/**
 * Sends a request to the first choice and, as long as nothing of an answer has come and the failure is one that another
 * place may not have, to the fallbacks in their order. Never to one that is dearer than the first choice, or that may keep
 * prompts, unless the user allowed that beforehand. One that failed a short while ago is passed over until it has cooled
 * down; if then nobody is left, it is asked all the same. `attempts` of the result names everybody who was asked; its
 * cost is the sum; where a part of that is unknown, the rest is the least it can be.
 */
export async function runWithFallback<Hop extends PreparedHop>(run: FallbackRun<Hop>): Promise<RunResult> {
  const { first, coolDowns, clock, signal } = run;
  const startedAt = clock.now();
  const rail = new Rail(run.onHops);
  const asked: { readonly hop: Hop; readonly result: RunResult }[] = [];
  const chain: readonly HopTarget<Hop>[] = [
    {
      provider: first.provider,
      modelId: first.modelId,
      mayCostMore: true,
      prepare: () => Promise.resolve(first),
    },
    ...run.fallbacks,
  ];
  const ask = async (hop: Hop, isLast: boolean): Promise<boolean> => {
    const ended = rail.begin(hop);
    const result = await run.send(hop, { count: asked.length, spentUsd: mostSpent(asked), isLast });
    asked.push({ hop, result: run.rateLimits.noted(hop, result) });
    ended(result);
    const target = { provider: hop.provider, modelId: hop.modelId };
    if (!mayHop(result)) {
      if (result.text !== "") coolDowns.forget(target);
      return true;
    }
    if (result.error) coolDowns.note(target, result.error);
    return false;
  };

  for (const [index, target] of chain.entries()) {
    if (signal.aborted) break;
    const until = chain.length > 1 ? coolDowns.until(target) : undefined;
    if (until !== undefined) {
      rail.skip(nameOf(target, index === 0 ? first : undefined), { skipped: "cooling-down", until });
      continue;
    }
    const hop = index === 0 ? first : await prepare(target, run, rail, mostSpent(asked));
    if (hop !== undefined && !signal.aborted && (await ask(hop, index === chain.length - 1))) break;
  }
  // Everybody was passed over: an answer that may fail is better than none.
  if (asked.length === 0 && !signal.aborted) await ask(first, true);
  return summary(asked, run, clock.now() - startedAt);
}

/** The hop, or nothing when it must not be taken, which the rail then says. */
async function prepare<Hop extends PreparedHop>(
  target: HopTarget<Hop>,
  run: FallbackRun<Hop>,
  rail: Rail,
  spentUsd: number,
): Promise<Hop | undefined> {
  let hop: Hop;
  try {
    hop = await target.prepare();
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    rail.skip(nameOf(target), { skipped: "unusable", code: error.code, message: error.message });
    return undefined;
  }
  const { mayCostMore } = target;
  const skipped = fallbackGate(run.first, {
    model: hop.model,
    estimate: hop.estimate,
    mayCostMore,
    consent: run.consentOf(hop),
    isOverBudget: await run.isOverBudget(hop, spentUsd),
  });
  if (skipped === undefined) return hop;
  rail.skip(nameOf(target, hop), { skipped });
  return undefined;
}

/** What was spent so far, in USD; of a hop whose cost nobody knows, the most it can have been. */
function mostSpent(asked: readonly { readonly hop: PreparedHop; readonly result: RunResult }[]): number {
  return asked.reduce((spent, { hop, result }) => spent + mostOfCost(result.cost, hop.estimate), 0);
}

/** Only what left nothing behind may be sent again elsewhere. */
function mayHop(result: RunResult): boolean {
  return (
    result.status === "failed" &&
    result.text === "" &&
    result.reasoning === undefined &&
    result.error !== undefined &&
    opensFallback(result.error)
  );
}

type Station = Pick<FallbackHop, "provider" | "model" | "expectedUsd">;

function nameOf(target: Pick<HopTarget<PreparedHop>, "provider" | "modelId">, hop?: PreparedHop): Station {
  const { id, displayName } = target.provider;
  const expectedUsd = hop?.estimate.expectedUsd;
  return {
    provider: { id, displayName },
    model: { id: hop?.modelId ?? target.modelId, name: hop?.modelName ?? target.modelId },
    ...(expectedUsd !== undefined && { expectedUsd }),
  };
}

/** The stations so far. Stays silent as long as there is only one, which answers or not: that is no fallback. */
class Rail {
  readonly #onHops: (hops: readonly FallbackHop[]) => void;
  #hops: readonly FallbackHop[] = [];

  constructor(onHops: (hops: readonly FallbackHop[]) => void) {
    this.#onHops = onHops;
  }

  skip(station: Station, why: Pick<FallbackHop, "skipped" | "code" | "message" | "until">): void {
    this.#set([...this.#hops, { ...station, state: "skipped", ...why }]);
  }

  begin(hop: PreparedHop): (result: RunResult) => void {
    const station = nameOf({ provider: hop.provider, modelId: hop.modelId }, hop);
    const before = this.#hops;
    this.#set([...before, { ...station, state: "running" }]);
    return ({ status, error, cost }) => {
      const hasAnswered = status === "completed" || status === "incomplete";
      this.#set([
        ...before,
        hasAnswered || error === undefined
          ? { ...station, state: hasAnswered ? "answered" : "failed" }
          : { ...station, state: "failed", code: error.code, message: error.message, cost },
      ]);
    };
  }

  #set(hops: readonly FallbackHop[]): void {
    this.#hops = hops;
    if (hops.length > 1) this.#onHops(hops);
  }
}

function summary<Hop extends PreparedHop>(
  asked: readonly { readonly hop: Hop; readonly result: RunResult }[],
  { first, signal }: FallbackRun<Hop>,
  totalMs: number,
): RunResult {
  const last = asked.at(-1)?.result;
  if (last === undefined) {
    return {
      status: "cancelled",
      text: "",
      provider: first.provider.id,
      model: first.modelId,
      estimate: first.estimate,
      cost: { kind: "computed", usd: 0 },
      timing: { totalMs },
      attempts: [],
    };
  }
  // Stopped between two hops: what failed before is no longer what the run ended with.
  const wasStopped = signal.aborted && last.status === "failed";
  if (asked.length === 1 && !wasStopped) return last;
  // Of the last hop alone: it has nothing to say about the cost of all.
  const { error, listUsd: _ofLast, ...rest } = last;
  const { firstTokenMs } = last.timing;
  return {
    ...rest,
    ...(wasStopped ? { status: "cancelled" } : error && { error }),
    cost: sumCosts(asked.map(({ result }) => result.cost)),
    timing: {
      // From the user's click, not from the hop's own start.
      ...(firstTokenMs !== undefined && { firstTokenMs: totalMs - last.timing.totalMs + firstTokenMs }),
      totalMs,
    },
    attempts: asked.flatMap(({ result }) => result.attempts),
  };
}
