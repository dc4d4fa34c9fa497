/**
 * Both directions between the extension host and the comparison. Plain JSON only. `ready` comes first, the host answers
 * with everything (`state-changed`), and sends it again whenever anything but an answer's text has changed; the text
 * comes as `answer-delta`s.
 */
import * as v from "valibot";
import type { TurnOutcome } from "../core/chat/chatState";
import type { BudgetQuestion } from "../core/cost/budget";
import type { RunningPrice } from "../core/cost/runningPrice";
import type { TotalEstimate } from "../core/cost/totalEstimate";
import type { CostEstimate } from "../core/cost/usage";
import type { ExpectationResult } from "../core/expect/expectation";

/** One model of a comparison and its answer. */
export interface CompareColumn {
  /** Stays the same for the life of the column, also when its model is replaced. */
  readonly id: string;
  readonly provider: { readonly id: string; readonly displayName: string };
  readonly model: { readonly id: string; readonly name: string; readonly isFree: boolean };
  readonly servedBy?: string;
  /** `queued`: begins when another one has ended. `done`: `outcome` is there. */
  readonly phase: "ready" | "queued" | "sending" | "thinking" | "answering" | "stopping" | "done";
  /** When it was sent, and when its first token came, in milliseconds since 1970. */
  readonly startedAt?: number;
  readonly firstTokenAt?: number;
  readonly text: string;
  readonly reasoning: string;
  /** Milliseconds spent on reasoning before the first text; absent until text starts or the answer ends. */
  readonly reasoningMs?: number;
  readonly estimate?: CostEstimate;
  /** For the cost so far; absent when the price is not known. */
  readonly price?: RunningPrice;
  readonly outcome?: TurnOutcome;
  readonly expect: readonly ExpectationResult[];
  /** Its provider may keep what is sent, and the user has not agreed to that for this model yet. */
  readonly mayLogPrompts: boolean;
  /** Why nothing can be sent to it, in one sentence; the others go on without it. */
  readonly problem?: string;
  /** Path of the run record from the workspace folder. */
  readonly record?: string;
}

export interface CompareState {
  /** Counts comparisons of this view; a page forgets what it knew of another one. */
  readonly comparisonId: string;
  /** `asking`: nothing was sent yet; the user sees what it may cost and agrees, or does not. */
  readonly phase: "asking" | "running" | "done";
  /** While the spec is read and prices are looked up: nothing can be agreed to yet. */
  readonly isPreparing?: true;
  /** Name of the spec, e.g. `checkout.md`. */
  readonly spec: string;
  readonly section?: string;
  /** Two to four, in the order in which they were chosen. */
  readonly columns: readonly CompareColumn[];
  /** For all together. */
  readonly estimate: TotalEstimate;
  /** All together could cross a budget; only with `asking`. */
  readonly budget?: BudgetQuestion;
  /** What all requests share. `maxTokens`: as the settings or the spec have it; a model may have got less. */
  readonly parameters: { readonly temperature: number; readonly maxTokens: number; readonly seed?: number };
  /** Present while names and figures are hidden, or a vote was given. */
  readonly blind?: {
    /** Column ids in the order to show them in, so that their place tells nothing. */
    readonly order: readonly string[];
    /** The column that was chosen. */
    readonly vote?: string;
    /** Names and figures are shown again. */
    readonly isRevealed: boolean;
  };
  /** The spec is a file whose front matter can be written. */
  readonly canWriteWinner: boolean;
  /** Whose model stands in the spec's front matter now, if it is one of these. */
  readonly winner?: string;
  /** Runs are recorded here, e.g. `.smartspec/runs/`; absent when they are not. */
  readonly recordsFolder?: string;
  /** Milliseconds since 1970, when this was put together. */
  readonly now: number;
  readonly language: "en" | "th";
  /** English sentence → translation; empty for English. For `@vscode/l10n`. */
  readonly translations: Readonly<Record<string, string>>;
}

export type ToCompareView =
  | { readonly type: "state-changed"; readonly state: CompareState }
  | {
      readonly type: "answer-delta";
      readonly columnId: string;
      readonly text: string;
      readonly reasoning: string;
      /** UTF-16 units that both had before, so that a page which has missed something asks for everything again. */
      readonly textLength: number;
      readonly reasoningLength: number;
    };

const columnId = v.pipe(v.string(), v.maxLength(100));

const fromCompareView = v.variant("type", [
  v.object({ type: v.literal("ready") }),
  /** The user has seen the figures. `overBudget`: what to do about `CompareState.budget`. */
  v.object({ type: v.literal("start"), overBudget: v.exactOptional(v.picklist(["stop", "allow"])) }),
  v.object({ type: v.literal("cancel") }),
  v.object({ type: v.literal("budgets-edit") }),
  /** Without a column: all of them. */
  v.object({ type: v.literal("stop"), columnId: v.exactOptional(columnId) }),
  v.object({
    type: v.literal("column-action"),
    columnId,
    /** `diff`: opens the editor's own diff of two answers, that of `against` on the left. */
    action: v.picklist([
      "retry",
      "replace-model",
      "copy",
      "open",
      "open-record",
      "vote",
      "write-winner",
      "diff",
    ]),
    against: v.exactOptional(columnId),
  }),
  v.object({ type: v.literal("blind"), isOn: v.boolean() }),
  v.object({ type: v.literal("reveal") }),
  v.object({ type: v.literal("code-action"), action: v.picklist(["copy", "insert"]), code: v.string() }),
  v.object({ type: v.literal("link-open"), href: v.pipe(v.string(), v.maxLength(4000)) }),
]);

export type FromCompareView = v.InferOutput<typeof fromCompareView>;

/** Narrows what arrived over `postMessage`; `undefined` for anything we do not know. */
export function parseFromCompareView(data: unknown): FromCompareView | undefined {
  const result = v.safeParse(fromCompareView, data);
  return result.success ? result.output : undefined;
}
