/**
 * Both directions between the extension host and the chat webview. Plain JSON only. The state lives in the host; the view
 * is a function of it: `ready` comes first, the host answers with everything (`state-changed`), then sends changes.
 */
import * as v from "valibot";
import type { Turn } from "../core/chat/chatState";
import type { BudgetLeft, BudgetSpent } from "../core/cost/budget";
import type { CostEstimate } from "../core/cost/usage";
import type { UsageSum } from "../core/usage/usageSums";

/** A turn as the view sees it: without the spec's text, which may be megabytes. */
export type TurnView = Omit<Turn, "content" | "source" | "requested"> & {
  /** False when there is nothing to run again from (a file that was closed for good). */
  readonly canRunAgain: boolean;
  /** The answer names files that could be written; absent while it arrives. */
  readonly hasFiles?: boolean;
};
/** A turn without its text: what changes often, beside the streamed text. */
export type TurnHead = Omit<TurnView, "text" | "reasoning">;

/** One part of what the next message would send; tokens are estimated. */
export interface PromptPart {
  readonly kind: "system" | "include" | "spec" | "text" | "history";
  /** File name of a spec, path of an included file. */
  readonly name?: string;
  readonly tokens: number;
}

/** The line under the input, and its breakdown. */
export interface EstimateView {
  readonly estimate: CostEstimate;
  /** Who would answer: a spec may name another model than the one that is chosen. Absent with `problem`. */
  readonly modelName?: string;
  readonly isFree: boolean;
  /** The provider may keep prompts, or no key is used. */
  readonly mayLogPrompts: boolean;
  /** How far the prompt's tokens may be off, as a share of them. */
  readonly mayBeOffBy: number;
  readonly parts: readonly PromptPart[];
  /** US dollars per million tokens; absent when unknown or varying. */
  readonly pricePerMillion?: { readonly prompt: number; readonly completion: number };
  /** The price is decided per request (auto models). */
  readonly varies: boolean;
  /** The budget that leaves the least; absent when there is none. */
  readonly budget?: BudgetLeft;
  /** The cheapest model that has room for it, when that is another one. */
  readonly cheapest?: { readonly name: string; readonly expectedUsd: number };
  /** A plain sentence when this message cannot go out as it is (too long for the model, file not found …). */
  readonly problem?: string;
}

export interface ComposerState {
  /** Absent = none chosen and the gateway names no default. */
  readonly model?: { readonly id: string; readonly name: string; readonly isFree: boolean };
  readonly provider: { readonly id: string; readonly displayName: string; readonly hasKey: boolean };
  /** Something is running: Send is Stop. */
  readonly isRunning: boolean;
  readonly sendOn: "enter" | "ctrlEnter";
  /** Sum of known costs of this chat, in USD, and the number of runs whose cost is not known as a whole. */
  readonly chatCost: UsageSum;
  /** The same of everything that was begun today, in any workspace; absent until it was read. */
  readonly today?: UsageSum;
  /** A budget of which 80 % or more is gone; absent when there is none, or the user has hidden it for today. */
  readonly budgetWarning?: BudgetSpent;
  /** What was left on the account after the last run, in USD; may be negative. Absent when nobody has looked, or can. */
  readonly balanceUsd?: number;
  /** The Markdown document in front, offered as the first thing to run; absent when there is none. */
  readonly activeSpec?: { readonly path: string; readonly estimate?: EstimateView };
  /** The folder is not trusted: reading and estimating work, sending does not. */
  readonly isTrusted: boolean;
}

export interface ChatViewState {
  readonly turns: readonly TurnView[];
  readonly composer: ComposerState;
  readonly draft: string;
  /** Drafts that other windows left behind, newest first; `↑` in an empty input brings them back. */
  readonly recall: readonly string[];
  readonly language: "en" | "th";
  /** English sentence → translation; empty for English. For `@vscode/l10n`. */
  readonly translations: Readonly<Record<string, string>>;
}

export type ToWebview =
  | { readonly type: "state-changed"; readonly state: ChatViewState }
  | { readonly type: "turn-added"; readonly turn: TurnView }
  | { readonly type: "turn-changed"; readonly turn: TurnHead }
  /**
   * Suffixes only. `textOffset`/`reasoningOffset` are the lengths (UTF-16 units) before this piece: a view that has
   * another length missed something and asks for everything by `ready`. Each is answered by `deltas-drawn`.
   */
  | {
      readonly type: "answer-delta";
      readonly turnId: string;
      readonly text: string;
      readonly textOffset: number;
      readonly reasoning: string;
      readonly reasoningOffset: number;
      readonly sequence: number;
    }
  | { readonly type: "composer-changed"; readonly composer: ComposerState }
  /** For the draft with this number; older ones are to be ignored. */
  | {
      readonly type: "estimate-changed";
      readonly draftNumber: number;
      readonly estimate: EstimateView | undefined;
    }
  /** Answer to `specs-find`: what to type to run each file, e.g. `/docs/a.md`; quoted where the path has spaces. */
  | { readonly type: "specs-found"; readonly query: string; readonly paths: readonly string[] }
  /** Puts text back into the input (a submit that could not start). Never overwrites newer typing. */
  | { readonly type: "draft-restored"; readonly text: string }
  | { readonly type: "focus-requested" };

const id = v.pipe(v.string(), v.maxLength(200));
/** Text a person typed or pasted; bounded so that a broken view cannot exhaust the host. */
const typed = v.pipe(v.string(), v.maxLength(8_000_000));

const fromWebview = v.variant("type", [
  v.object({ type: v.literal("ready") }),
  /** The text as typed; `/path.md instruction` runs that workspace file. */
  v.object({ type: v.literal("prompt-submit"), text: typed }),
  /** Every change of the input, coalesced per frame; the host keeps it and answers with `estimate-changed`. */
  v.object({ type: v.literal("draft-changed"), text: typed, draftNumber: v.number() }),
  v.object({ type: v.literal("specs-find"), query: v.pipe(v.string(), v.maxLength(1000)) }),
  v.object({ type: v.literal("answer-cancel") }),
  v.object({
    type: v.literal("question-answer"),
    turnId: id,
    answer: v.picklist(["allow", "choose-model", "cancel", "show-request"]),
  }),
  v.object({
    type: v.literal("turn-action"),
    turnId: id,
    action: v.picklist([
      "copy",
      "insert",
      "open",
      "open-beside",
      "open-record",
      "open-output",
      "diff-previous",
      "apply",
      "run-again",
      "retry-first",
      "continue",
      "run-within-budget",
      "allow-once",
      "dismiss",
    ]),
  }),
  v.object({ type: v.literal("code-action"), action: v.picklist(["copy", "insert"]), code: typed }),
  /** The remedy button of an error card. */
  v.object({
    type: v.literal("remedy-run"),
    turnId: id,
    remedy: v.picklist([
      "set-api-key",
      "add-credits",
      "choose-model",
      "use-free-model",
      "show-request",
      "retry",
      "wait-longer",
      "edit-parameters",
      "test-connection",
      "continue",
      "raise-limit",
      "raise-budget",
      "edit-spec",
      "manage-trust",
      "check-provider",
    ]),
  }),
  v.object({
    type: v.literal("command-run"),
    command: v.picklist([
      "select-model",
      "configure-key",
      "run-active-spec",
      "open-example",
      "edit-parameters",
      "add-spec",
      "new-chat",
      "manage-trust",
      "edit-fallback",
      "edit-budgets",
      "hide-budget-warning",
    ]),
  }),
  v.object({ type: v.literal("link-open"), href: v.pipe(v.string(), v.maxLength(4000)) }),
  v.object({ type: v.literal("deltas-drawn"), sequence: v.number() }),
]);

export type FromWebview = v.InferOutput<typeof fromWebview>;

/** Narrows what arrived over `postMessage`; `undefined` for anything we do not know. */
export function parseFromWebview(data: unknown): FromWebview | undefined {
  const result = v.safeParse(fromWebview, data);
  return result.success ? result.output : undefined;
}
