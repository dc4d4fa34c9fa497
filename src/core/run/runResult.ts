import type { CostEstimate, RunCost, Usage } from "../cost/usage";
import type { RunError } from "../errors";
import type { ExpectationResult } from "../expect/expectation";

/**
 * `completed`: finish reason stop (or tool calls) and some text. `incomplete`: text, but not the whole of it: cut by length
 * or filter (no `error`), or a stream that broke, stalled or ended without a finish reason (`error` says why).
 * `failed`: no text, `error` set. `cancelled`: stopped by the user; text kept.
 */
export type RunStatus = "completed" | "incomplete" | "failed" | "cancelled";

/** What one run came to. Public contract: other extensions and the command line read it. Plain JSON. */
export interface RunResult {
  readonly status: RunStatus;
  readonly text: string;
  readonly reasoning?: string;
  /** Provider config id. */
  readonly provider: string;
  /** The model that really answered; the one asked for when the gateway does not say. */
  readonly model: string;
  /** Upstream, when the gateway names it. */
  readonly servedBy?: string;
  readonly finishReason?: string;
  readonly usage?: Omit<Usage, "cacheWriteTokens">;
  readonly estimate?: CostEstimate;
  readonly cost: RunCost;
  /** US dollars that the price list asks for these tokens; only with a reported cost, and where the list has a price. */
  readonly listUsd?: number;
  /** Milliseconds from sending. `firstTokenMs` counts reasoning as well as text. */
  readonly timing: { readonly firstTokenMs?: number; readonly totalMs: number };
  readonly attempts: readonly {
    readonly provider: string;
    readonly model: string;
    readonly error?: string;
  }[];
  readonly error?: RunError;
  /** In the order of the spec's `expect`; absent when it expects nothing, or nothing was sent. */
  readonly expect?: readonly ExpectationResult[];
  /** Path of the run record from the workspace folder; absent when there is none. */
  readonly record?: string;
  /** File that the answer was saved to, from the workspace folder; absent when the spec names none, or it was left alone. */
  readonly output?: string;
}
