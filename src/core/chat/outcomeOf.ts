import { omitAbsent } from "../omitAbsent";
import type { RunResult } from "../run/runResult";
import type { TurnOutcome } from "./chatState";

/** What is kept of a result beside its text, who answered, and what is known from the start. */
export function outcomeOf(result: RunResult): TurnOutcome {
  const { status, finishReason, usage, cost, listUsd, timing, error, expect, record, output } = result;
  return omitAbsent({
    status,
    finishReason,
    usage,
    cost,
    listUsd,
    timing,
    error,
    expect,
    record,
    output,
  });
}
