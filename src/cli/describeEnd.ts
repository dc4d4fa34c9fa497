import * as l10n from "@vscode/l10n";
import { formatTokenLimit } from "../core/cost/formatTokens";
import type { ExpectationResult } from "../core/expect/expectation";
import { expectationLine } from "../core/expect/expectationLine";
import type { RunResult } from "../core/run/runResult";
import { receipt } from "./receipt";
import { remedyHint } from "./remedyHint";

/** Everything there is to say after a run, one sentence a line: why it ended, what was expected, what it came to. */
export function describeEnd(result: RunResult): readonly string[] {
  const { error, expect = [], output, record, attempts, provider } = result;
  const hint = error && remedyHint(error, provider);
  return [
    ...(error ? [error.message] : cutMark(result)),
    ...(hint === undefined ? [] : [hint]),
    ...expect.map(markedLine),
    // What was never sent has no receipt.
    ...(attempts.length === 0 ? [] : [receipt(result)]),
    ...(output === undefined ? [] : [l10n.t("The answer is saved to {0}.", output)]),
    ...(record === undefined ? [] : [l10n.t("The run is recorded in {0}.", record)]),
  ];
}

function markedLine(result: ExpectationResult): string {
  const mark = result.state === "passed" ? "✓" : result.state === "failed" ? "✗" : "–";
  return `${mark} ${expectationLine(result)}`;
}

function cutMark({ status, finishReason, estimate }: RunResult): readonly string[] {
  if (status !== "incomplete") return [];
  if (finishReason === "content_filter") return [l10n.t("The answer was cut off by a content filter.")];
  const limit = estimate?.maxCompletionTokens;
  return [
    limit === undefined
      ? l10n.t("The answer was cut off at the limit.")
      : l10n.t("The answer was cut off at the limit of {0} tokens.", formatTokenLimit(limit)),
    l10n.t("Allow a longer answer with {0}.", "--max-tokens"),
  ];
}
