import type { RunRecord } from "../records/runRecord";
import type { AssembledSpec } from "./assembleSpec";
import type { Spec } from "./parseSpec";

/** A spec file as it was read for a run, with everything that goes along. */
export interface ReadSpec {
  readonly spec: Spec;
  /** Of the whole file. */
  readonly text: string;
  /** From the workspace folder. */
  readonly path: string;
  readonly assembled: AssembledSpec;
  /** Its request is sent again as it was, in the place of one that is made of the spec. */
  readonly recorded?: RunRecord;
}
