import type { EndedSpecRun } from "../core/run/endedSpecRun";
import type { RunEpilogue } from "../core/run/runEpilogue";
import type { SpecReading, SpecSource } from "./specReader";

/** A run of a spec in this editor. */
export interface HostSpecRun extends EndedSpecRun {
  readonly source: SpecSource;
  readonly reading: SpecReading;
}

export type HostEpilogue = RunEpilogue<HostSpecRun>;
