import { learnRates, type PromptObservation } from "../cost/learnRates";
import { sizeOfRecord } from "../cost/promptRecord";
import { defaultRates, type TokenRates } from "../cost/tokenRates";
import type { TokenizerFamily } from "../cost/tokenWeights";
import type { AskedJudge } from "../expect/estimateJudges";
import { median } from "../median";
import type { RunEnded, RunStarted } from "./usageEntry";

/** A model at one provider: behind the same id two gateways may have two tokenizers. */
export interface AskedModel {
  /** Provider config id. */
  readonly provider: string;
  readonly model: string;
}

/** What an estimate goes by. */
export interface EstimateBasis {
  readonly rates: TokenRates;
  /** The spec the rates may know more about. */
  readonly spec?: string;
  /** Tokens such an answer usually takes; absent when no run tells. */
  readonly completionTokens?: number;
  /** Who will be asked about the answer; absent when nobody is. */
  readonly judges?: readonly AskedJudge[];
}

/** What of a run that has ended teaches something about those to come. */
export interface PastRun {
  readonly started: Pick<RunStarted, "provider" | "model" | "specId" | "prompt" | "estimate">;
  readonly ended: Pick<RunEnded, "status" | "usage" | "cost" | "finishReason">;
}

/** How runs of one model went, as far as they are remembered. */
export interface OwnRuns {
  readonly runs: number;
  readonly completed: number;
  /** Median of |cost − expected| as a share of what was expected; absent when nothing could be compared. */
  readonly medianDeviation?: number;
}

/** Older ones say less about the model of today, and would fill the memory. */
const MOST_REMEMBERED = 64;
/** Of the answers of one spec, or of one model. */
const MOST_ANSWERS = 21;

interface Remembered {
  readonly observations: PromptObservation[];
  readonly answers: Answer[];
  readonly deviations: number[];
  runs: number;
  completed: number;
  /** Until something is added. */
  rates: { readonly family: TokenizerFamily | undefined; readonly rates: TokenRates } | undefined;
}

interface Answer {
  readonly spec: string | undefined;
  readonly tokens: number;
}

/**
 * What runs that have ended teach about those to come: how many tokens a model makes of a text, and how long its answers are.
 * Keeps the last runs of each model and forgets older ones.
 */
export class PastRuns {
  readonly #models = new Map<string, Remembered>();
  /** Of all models, by spec. */
  readonly #answers = new Map<string, number[]>();

  /** In the order in which they ended. */
  add({ started, ended }: PastRun): void {
    const model = this.#remembered(started);
    model.runs += 1;
    if (ended.status === "completed") model.completed += 1;
    const { usage, cost, finishReason } = ended;
    const spec = started.specId;
    const size = started.prompt && sizeOfRecord(started.prompt);
    if (size && usage && usage.promptTokens > 0) {
      model.rates = undefined;
      const { promptTokens } = usage;
      keep(
        model.observations,
        { ...size, promptTokens, ...(spec !== undefined && { spec }) },
        MOST_REMEMBERED,
      );
    }
    // A broken answer says nothing about the length of a whole one.
    const isWhole = ended.status === "completed" || finishReason === "length";
    if (isWhole && usage && usage.completionTokens > 0) {
      keep(model.answers, { spec, tokens: usage.completionTokens }, MOST_REMEMBERED);
      if (spec !== undefined) {
        const answers = this.#answers.get(spec) ?? [];
        this.#answers.set(spec, answers);
        keep(answers, usage.completionTokens, MOST_ANSWERS);
      }
    }
    const expected = started.estimate?.expectedUsd;
    if (ended.status === "completed" && expected !== undefined && expected > 0 && cost.kind !== "unknown")
      keep(model.deviations, Math.abs(cost.usd - expected) / expected, MOST_REMEMBERED);
  }

  /** `model` absent: everything. What was learned before is gone. */
  forget(model?: AskedModel): void {
    if (model) return void this.#models.delete(keyOf(model));
    this.#models.clear();
    this.#answers.clear();
  }

  /** `spec`: identity of the one that will be sent; absent for a message of a chat. */
  basis(model: AskedModel, family: TokenizerFamily | undefined, spec?: string): EstimateBasis {
    const completionTokens = this.#usualAnswer(model, spec);
    return {
      rates: this.#rates(model, family),
      ...(spec !== undefined && { spec }),
      ...(completionTokens !== undefined && { completionTokens }),
    };
  }

  /** `undefined` when there were none. */
  ownRuns(model: AskedModel): OwnRuns | undefined {
    const remembered = this.#models.get(keyOf(model));
    if (!remembered) return undefined;
    const { runs, completed, deviations } = remembered;
    const medianDeviation = median(deviations);
    return { runs, completed, ...(medianDeviation !== undefined && { medianDeviation }) };
  }

  #rates(model: AskedModel, family: TokenizerFamily | undefined): TokenRates {
    const remembered = this.#models.get(keyOf(model));
    if (!remembered || remembered.observations.length === 0) return defaultRates(family);
    if (!remembered.rates || remembered.rates.family !== family)
      remembered.rates = { family, rates: learnRates(family, remembered.observations) };
    return remembered.rates.rates;
  }

  /** Of this spec with this model, else of this spec with any, else of this model with texts of that kind. */
  #usualAnswer(model: AskedModel, spec: string | undefined): number | undefined {
    const answers = this.#models.get(keyOf(model))?.answers ?? [];
    const ofKind = answers.filter((answer) => (answer.spec === undefined) === (spec === undefined));
    if (spec === undefined) return median(lengths(ofKind));
    return (
      median(lengths(answers.filter((answer) => answer.spec === spec))) ??
      median(this.#answers.get(spec) ?? []) ??
      median(lengths(ofKind))
    );
  }

  #remembered(model: AskedModel): Remembered {
    const key = keyOf(model);
    let remembered = this.#models.get(key);
    if (!remembered) {
      remembered = { observations: [], answers: [], deviations: [], runs: 0, completed: 0, rates: undefined };
      this.#models.set(key, remembered);
    }
    return remembered;
  }
}

/** Of the latest ones. */
function lengths(answers: readonly Answer[]): readonly number[] {
  return answers.slice(-MOST_ANSWERS).map(({ tokens }) => tokens);
}

function keep<T>(list: T[], item: T, most: number): void {
  list.push(item);
  if (list.length > most) list.shift();
}

function keyOf({ provider, model }: AskedModel): string {
  return `${provider} ${model}`;
}
