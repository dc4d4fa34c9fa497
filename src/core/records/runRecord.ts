import type { CostEstimate } from "../cost/usage";
import type { ModelPricing } from "../models/model";
import type { ProviderKind } from "../providers/providerConfig";
import type { RunResult } from "../run/runResult";
import type { SpecPart } from "../spec/specPart";

/** Written into every record; a change that older programs cannot read is a new number. */
export const RECORD_VERSION = 1;

/** Where records lie, from the workspace folder. */
export const RECORDS_FOLDER = ".smartspec/runs";

/** The spec of a recorded run, as it was then. */
export interface RecordedSpec extends SpecPart {
  /** From the workspace folder. */
  readonly path: string;
  /** Of the whole file's text. */
  readonly sha256: string;
  readonly instruction?: string;
  /** What was filled in, by name. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly selection?: string;
}

export interface GitRevision {
  /** Hexadecimal digits. */
  readonly commit: string;
  /** Absent when no branch is checked out. */
  readonly branch?: string;
}

/**
 * One run, so that it can be read, repeated and compared later. Plain JSON, made to be committed: it holds no key, and in
 * the place of an environment variable's value its name.
 */
export interface RunRecord {
  readonly format: "smartspec-run";
  readonly version: number;
  readonly id: string;
  /** Id of the run whose request was sent again; absent when it was made of the spec. */
  readonly sameAs?: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly spec: RecordedSpec;
  /** Files that went along, as they were read. */
  readonly includes: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  /** What the repository had checked out; absent outside of one. The spec itself may have been changed since. */
  readonly git?: GitRevision;
  readonly provider: { readonly id: string; readonly kind: ProviderKind };
  readonly request: {
    /** SHA-256 of the bytes that were sent. */
    readonly sha256: string;
    /** They were this value as `JSON.stringify` writes it, unless something secret was taken out. */
    readonly body: unknown;
    readonly isRedacted: boolean;
  };
  /** As the price list had them; absent when the model was not in the list. */
  readonly pricing?: ModelPricing;
  /** Made before sending. */
  readonly estimate?: CostEstimate;
  /** Without `text` and `record`; `model` and `servedBy` are who really answered. */
  readonly result: Omit<RunResult, "text" | "reasoning" | "estimate" | "record">;
  /** Empty when there was none. */
  readonly answer: string;
  readonly reasoning?: string;
}
