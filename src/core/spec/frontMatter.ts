import type { Expectation } from "../expect/expectation";
import type { FallbackEntry } from "../fallback/parseFallback";

/** How long a model may think, in the gateway's own words. */
export type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

/** At most one of the two is sent: gateways refuse both. */
export type Reasoning = { readonly effort: ReasoningEffort } | { readonly maxTokens: number };

/** Something to fill in before a run, as `{{name}}` in the text. */
export interface SpecInput {
  readonly name: string;
  /** What to ask; absent = the name. */
  readonly prompt?: string;
  /** Absent = there must be an answer. */
  readonly default?: string;
  /** Nothing else is accepted. */
  readonly choices?: readonly string[];
}

/** How the tasks of a spec are run one after the other. */
export interface TaskPlan {
  /** Asks whether to go on after so many tasks; absent = only a failure stops them. */
  readonly checkpoint?: number;
  /** Tried before `model`, cheapest first; the next one only when `expect` has failed. */
  readonly tryFirst: readonly string[];
}

/**
 * What a spec says about its own run, and about that run alone. Every field may be absent: then the settings decide.
 * Paths are as written: relative to the spec, or from the workspace folder with a leading slash.
 */
export interface FrontMatter {
  readonly model?: string;
  /** To compare; the first one answers where only one can, unless there is `model`. */
  readonly models?: readonly string[];
  /** Id of a provider that the user has configured. */
  readonly provider?: string;
  /** Never dearer than the first choice: only the user's own settings may allow that. */
  readonly fallback?: readonly FallbackEntry[];
  readonly temperature?: number;
  readonly topP?: number;
  readonly maxTokens?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
  readonly reasoning?: Reasoning;
  /** In place of the default system message; blank = none. */
  readonly system?: string;
  /** US dollars for one run; narrows the user's own budgets and never widens them. */
  readonly budget?: number;
  readonly inputs?: readonly SpecInput[];
  /** Names of environment variables that `{{env:NAME}}` may stand for. */
  readonly env?: readonly string[];
  readonly include?: readonly string[];
  /** File that the answer goes to. */
  readonly output?: string;
  readonly expect?: readonly Expectation[];
  /** OpenRouter's provider preferences, sent as they are. */
  readonly routing?: Readonly<Record<string, unknown>>;
  readonly tasks?: TaskPlan;
}
