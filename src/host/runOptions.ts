import type * as vscode from "vscode";
import type { OverBudget } from "../core/run/budgetDesk";

/** How one run differs from what the settings say. */
export interface RunOptions {
  readonly model?: string;
  readonly provider?: string;
  /** Label of the attachment, e.g. `"checkout.md:12-20"`; the file's name when absent. */
  readonly attachment?: string;
  readonly cancellation?: vscode.CancellationToken;
  /** Times the time limits of the settings; 1 when absent. */
  readonly patience?: number;
  /** Nobody but the first choice may answer. */
  readonly withoutFallback?: boolean;
  /** The first choice is asked even when it failed a short while ago. */
  readonly retryFirst?: boolean;
  /** For this run alone; absent = a run that could cross a budget is not sent. */
  readonly overBudget?: OverBudget;
}
