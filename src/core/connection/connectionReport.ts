import type { RunError } from "../errors";

export interface ConnectionStep {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly detail: string;
}

/** What Test Connection found. Public contract. Steps the platform cannot see are left out, never faked. */
export interface ConnectionReport {
  /** Every step that was taken succeeded. */
  readonly ok: boolean;
  /** Provider config id. */
  readonly provider: string;
  readonly steps: readonly ConnectionStep[];
  readonly error?: RunError;
}
