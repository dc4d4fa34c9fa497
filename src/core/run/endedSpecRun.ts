import type { RecordedSpec } from "../records/runRecord";
import type { ReadSpec } from "../spec/readSpec";
import type { SpecIdentity } from "../usage/runAccounts";
import type { RunBudget } from "./budgetDesk";
import type { PreparedRequest } from "./requestPreparer";
import type { RunResult } from "./runResult";

/** A run of a spec that has got its answer, or a failure in its place. */
export interface EndedSpecRun {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Which part of the spec was run, and what was filled in. */
  readonly source: Omit<RecordedSpec, "path" | "sha256">;
  readonly identity: SpecIdentity;
  readonly reading: ReadSpec;
  /** What all of it is held to, judges included. */
  readonly budget: RunBudget;
  /** Who was asked first. */
  readonly first: PreparedRequest;
  readonly result: RunResult;
  /** False: the answer does not go to the file that the spec names; absent = it does. */
  readonly keepsOutput?: boolean;
}
