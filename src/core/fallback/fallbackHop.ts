import type { RunCost } from "../cost/usage";
import type { ErrorCode } from "../errors";

/** Why a place in the chain was passed over without sending anything there. */
export type SkipReason =
  /** Its worst case is above that of the first choice, and the user did not allow that. */
  | "costs-more"
  /** The first choice is free, this one is not. */
  | "not-free"
  /** One of the two prices is unknown or decided per request, so nobody can say which is dearer. */
  | "price-unknown"
  /** Its provider may keep prompts, and the user has not agreed to that for this model. */
  | "may-log-prompts"
  /** Its worst case would cross a budget. */
  | "over-budget"
  /** It failed a short while ago; see `until`. */
  | "cooling-down"
  /** It cannot be used at all; see `message`. */
  | "unusable";

/** One station of a run that has a fallback chain, in the order of the chain. Plain JSON; shown as it is. */
export interface FallbackHop {
  readonly provider: { readonly id: string; readonly displayName: string };
  readonly model: { readonly id: string; readonly name: string };
  /** USD, made before sending; absent when unknown or never made. */
  readonly expectedUsd?: number;
  readonly state: "running" | "answered" | "failed" | "skipped";
  readonly skipped?: SkipReason;
  /** The failure's code and sentence, or why it is unusable. */
  readonly code?: ErrorCode;
  readonly message?: string;
  /** When it is tried again, in milliseconds since 1970; with `cooling-down`. */
  readonly until?: number;
  /** What a hop that failed has cost; absent for others. */
  readonly cost?: RunCost;
}
