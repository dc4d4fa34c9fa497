import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Clock } from "../../core/ports";
import type { BudgetDesk, BudgetScope, OverBudget } from "../../core/run/budgetDesk";
import type { PreparedRequest } from "../../core/run/requestPreparer";
import type { RequestSender } from "../../core/run/requestSender";
import type { RunResult } from "../../core/run/runResult";
import type { HostEpilogue } from "../hostSpecRun";
import { identityOfSource, specIdentity } from "../specIdentity";
import type { SpecReading, SpecSource } from "../specReader";
import { ColumnFollower } from "./columnFollower";

export interface ColumnRunParts {
  readonly sender: RequestSender;
  readonly budgets: BudgetDesk;
  readonly epilogue: HostEpilogue;
  readonly clock: Clock;
}

interface ColumnRun {
  readonly prepared: PreparedRequest;
  readonly source: SpecSource;
  readonly reading: SpecReading;
  readonly scope: BudgetScope;
  /** What the user said to a total that could cross a budget. */
  readonly decision: OverBudget | undefined;
  readonly on: ConstructorParameters<typeof ColumnFollower>[2];
  readonly signal: AbortSignal;
}

/**
 * One column of a comparison, to its record: nobody answers in the place of its model, and its answer goes to no file.
 * @throws UserFacingError `budget-exceeded` when it must not be sent.
 */
export async function runColumn(
  { prepared, source, reading, scope, decision, on, signal }: ColumnRun,
  { sender, budgets, epilogue, clock }: ColumnRunParts,
): Promise<RunResult> {
  const id = randomUUID();
  const startedAt = clock.now();
  const { first, budget } = await budgets.admit(prepared, scope, decision);
  const observer = new ColumnFollower(reading.spec.frontMatter.expect ?? [], clock, on);
  const result = await sender.send(
    first,
    { id, spec: identityOfSource(source), observer },
    { patience: 1, isLast: true, hop: 0, budgetLeft: (runId) => budget.left(first, 0, runId) },
    signal,
  );
  const identity = specIdentity(vscode.Uri.parse(source.uri), source);
  const run = { id, startedAt, source, identity, reading, budget, first, result, keepsOutput: false };
  return epilogue.finish(run, signal);
}
