import type { RunCost } from "../cost/usage";

/** What an answer is held against, as a spec's front matter says it under `expect`. Plain JSON. */
export type Expectation =
  | { readonly kind: "contains" | "not-contains"; readonly text: string; readonly ignoreCase?: boolean }
  | {
      readonly kind: "regex";
      readonly pattern: string;
      /** Of JavaScript's `RegExp`, always with `u`; absent = `u` alone. */
      readonly flags?: string;
    }
  /** The answer, or its first fenced block of JSON, is held against a JSON schema (draft 2020-12). */
  | { readonly kind: "json-schema"; readonly schema: boolean | Readonly<Record<string, unknown>> }
  /** US dollars for the answer; a cost that is unknown has not passed. */
  | { readonly kind: "max-usd"; readonly usd: number }
  /** From sending to the last word. */
  | { readonly kind: "max-seconds"; readonly seconds: number }
  /** Another request, whose answer must begin with PASS. `model`: absent = the one that answered. */
  | { readonly kind: "judge"; readonly criteria: string; readonly model?: string };

/** `waiting`: not known yet. `skipped`: could not be checked, and counts as not passed when the run has ended. */
export type ExpectationState = "waiting" | "passed" | "failed" | "skipped";

/** One expectation and what became of it. Plain JSON. */
export interface ExpectationResult {
  readonly expectation: Expectation;
  readonly state: ExpectationState;
  /** One sentence, in the user's language: why it failed or was skipped. Absent when it passed or waits. */
  readonly detail?: string;
  /** What a judge has cost, whatever it said; absent when none was sent, and in what was kept before this was noted. */
  readonly cost?: RunCost;
}
