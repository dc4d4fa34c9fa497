import type { RunningPrice } from "../cost/runningPrice";
import type { CostEstimate, RunCost, Usage } from "../cost/usage";
import type { RunError } from "../errors";
import type { ExpectationResult } from "../expect/expectation";
import type { FallbackHop } from "../fallback/fallbackHop";
import type { RunStatus } from "../run/runResult";
import type { SpecPart } from "../spec/specPart";

/** What the user started a turn from; enough to run it again. Uris are strings, so that it survives JSON. */
export type TurnSource =
  | { readonly kind: "chat"; readonly text: string }
  | (SpecPart & {
      readonly kind: "spec";
      readonly uri: string;
      readonly instruction?: string;
      /** What was filled in, by name. */
      readonly inputs?: Readonly<Record<string, string>>;
      /** The text that was selected, where the spec asks for one. */
      readonly selection?: string;
      /** Uri of a run record: what that run has sent is sent again, whatever the spec says by now. */
      readonly sameAs?: string;
    })
  | {
      readonly kind: "selection";
      readonly uri: string;
      readonly text: string;
      readonly instruction?: string;
    };

/**
 * `asking`: waiting for the user's consent. `waiting`: an attempt failed, the next one follows (see `Turn.waitingUntil`). `stopping`: abort was sent, the stream has not ended yet.
 * `done`: `outcome` is set.
 */
export type TurnPhase =
  | "preparing"
  | "asking"
  | "sending"
  | "waiting"
  | "thinking"
  | "answering"
  | "stopping"
  | "done";

/** The provider of this model may keep what is sent: asked once per model before anything leaves. */
export interface ConsentQuestion {
  readonly kind: "prompt-logging";
  readonly modelId: string;
  readonly modelName: string;
  readonly promptTokens: number;
  /** Earlier questions and answers of this chat that go along. */
  readonly earlierTurns: number;
  /** True: asked because no key is used. False: the model list says the model may train on prompts. */
  readonly anonymous: boolean;
}

export interface TurnOutcome {
  readonly status: RunStatus;
  readonly finishReason?: string;
  readonly usage?: Omit<Usage, "cacheWriteTokens">;
  readonly cost: RunCost;
  /** See `RunResult`. */
  readonly listUsd?: number;
  readonly timing: { readonly firstTokenMs?: number; readonly totalMs: number };
  readonly error?: RunError;
  /** See `RunResult`; so are the next two. */
  readonly expect?: readonly ExpectationResult[];
  readonly record?: string;
  readonly output?: string;
  /** The window was reloaded or its process ended during this answer: the text up to there was kept. */
  readonly reloaded?: boolean;
}

/** One question and its answer. */
export interface Turn {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly source: TurnSource;
  /** Model and provider that were asked for by name; absent = the settings decided, and decide again. */
  readonly requested?: { readonly model?: string; readonly provider?: string };
  /** What the user typed, shown as it was; empty when a spec runs without an instruction. */
  readonly promptText: string;
  /** Name of the attached spec or selection, e.g. `"checkout.md"` or `"checkout.md:12-20"`. */
  readonly attachment?: string;
  /** Begins a context of its own: follow-ups send nothing from before this turn. True for specs and selections. */
  readonly startsContext: boolean;
  /** The user message as it was sent (spec and instruction); absent until prepared. Not part of what the view gets. */
  readonly content?: string;
  readonly phase: TurnPhase;
  readonly model?: { readonly id: string; readonly name: string; readonly isFree: boolean };
  readonly provider?: { readonly id: string; readonly displayName: string };
  /** Upstream that answers, e.g. `"Anthropic"`. */
  readonly servedBy?: string;
  /** Model that really answers, when it differs from the one asked for (auto models). */
  readonly servedModel?: string;
  readonly estimate?: CostEstimate;
  /** What the answer costs while it arrives; absent when the price is not known, and before the request goes out. */
  readonly price?: RunningPrice;
  /** While `phase` is `waiting`: when the request goes out again, in milliseconds since 1970. Stale in other phases. */
  readonly waitingUntil?: number;
  /** Stations of the fallback chain; absent as long as the run stays with its first choice. */
  readonly hops?: readonly FallbackHop[];
  readonly question?: ConsentQuestion;
  readonly text: string;
  readonly reasoning: string;
  /** Milliseconds spent on reasoning before the first text; absent until text starts or the turn ends. */
  readonly reasoningMs?: number;
  readonly outcome?: TurnOutcome;
}

export interface ChatState {
  readonly conversationId: string;
  readonly turns: readonly Turn[];
}

/** Every change of a conversation. Also what the conversation file holds, one per line, so it must stay plain JSON. */
export type ChatAction =
  | { readonly type: "turn-added"; readonly turn: Turn }
  | {
      readonly type: "turn-changed";
      readonly turnId: string;
      readonly change: Partial<
        Pick<
          Turn,
          | "phase"
          | "content"
          | "model"
          | "provider"
          | "servedBy"
          | "servedModel"
          | "estimate"
          | "price"
          | "waitingUntil"
          | "hops"
          | "reasoningMs"
          | "attachment"
        >
      >;
    }
  /** The request goes out; what was said about who answered it elsewhere before holds no longer. */
  | {
      readonly type: "hop-started";
      readonly turnId: string;
      readonly provider: NonNullable<Turn["provider"]>;
      readonly model: NonNullable<Turn["model"]>;
      readonly estimate: CostEstimate;
      readonly price?: RunningPrice;
    }
  | { readonly type: "question-asked"; readonly turnId: string; readonly question: ConsentQuestion }
  | { readonly type: "question-answered"; readonly turnId: string }
  | {
      readonly type: "answer-delta";
      readonly turnId: string;
      readonly text: string;
      readonly reasoning: string;
    }
  | { readonly type: "turn-finished"; readonly turnId: string; readonly outcome: TurnOutcome }
  /** A window asks the one that runs this turn to stop it. */
  | { readonly type: "stop-requested"; readonly turnId: string }
  /** A window answers the question of a turn that another one runs: it may go out. */
  | { readonly type: "consent-given"; readonly turnId: string };

export function emptyChat(conversationId: string): ChatState {
  return { conversationId, turns: [] };
}

/**
 * Pure. An action about a turn that is not there changes nothing (a file may have lost its first lines), nor does one that
 * adds a turn again (it may have a line twice): of two with one id only the last would ever end.
 */
export function reduceChat(state: ChatState, action: ChatAction): ChatState {
  if (action.type === "turn-added") {
    const { turn: added } = action;
    if (state.turns.some(({ id }) => id === added.id)) return state;
    return { ...state, turns: [...state.turns, added] };
  }
  // From the end: the turn that changes is nearly always the last one.
  const index = state.turns.findLastIndex((turn) => turn.id === action.turnId);
  const turn = state.turns[index];
  if (turn === undefined) return state;
  return { ...state, turns: state.turns.with(index, reduceTurn(turn, action)) };
}

function reduceTurn(turn: Turn, action: Exclude<ChatAction, { type: "turn-added" }>): Turn {
  switch (action.type) {
    case "turn-changed":
      return { ...turn, ...action.change };
    case "hop-started": {
      const { servedBy: _servedBy, servedModel: _servedModel, price: _price, ...rest } = turn;
      const { provider, model, estimate, price } = action;
      // Once the user pressed Stop, the turn stays "stopping" until it has ended.
      const phase = turn.phase === "stopping" ? turn.phase : "sending";
      return { ...rest, provider, model, estimate, phase, ...(price && { price }) };
    }
    case "question-asked":
      return { ...turn, phase: "asking", question: action.question };
    case "question-answered": {
      const { question: _answered, ...rest } = turn;
      return { ...rest, phase: "sending" };
    }
    case "answer-delta":
      return { ...turn, text: turn.text + action.text, reasoning: turn.reasoning + action.reasoning };
    case "turn-finished": {
      const { question: _dropped, ...rest } = turn;
      return { ...rest, phase: "done", outcome: action.outcome };
    }
    case "stop-requested":
      return turn.phase === "done" ? turn : { ...turn, phase: "stopping" };
    // The window that runs it says `question-answered`.
    case "consent-given":
      return turn;
  }
}
