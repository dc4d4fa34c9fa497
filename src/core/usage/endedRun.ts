import type { RunEnded, RunStarted } from "./usageEntry";

/** Both lines of a run. */
export interface EndedRun {
  readonly started: RunStarted;
  readonly ended: RunEnded;
}
