import * as l10n from "@vscode/l10n";
import { formatAtMost, formatEstimate } from "../cost/formatCost";
import { formatDuration } from "../cost/formatDuration";
import { tokensInOut } from "../cost/tokensInOut";
import { statusLabel } from "../run/statusLabel";
import { recordCost } from "./recordCost";
import { expectedLabel } from "./expectedLabel";
import type { RecordSummary } from "./recordSummary";

/** What is known of a run, each with its name, in the order of a receipt; what is not known is left out. */
export function recordFacts(record: RecordSummary): readonly (readonly [name: string, value: string])[] {
  const { result, estimate, provider, git } = record;
  const { usage, timing, error, attempts } = result;
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    [l10n.t("Status"), statusOf(record)],
    [l10n.t("Error"), error?.message],
    [l10n.t("Cost"), recordCost(record)],
    [
      l10n.t("Estimated"),
      estimate?.expectedUsd === undefined
        ? undefined
        : [
            formatEstimate(estimate.expectedUsd),
            ...(estimate.maxUsd === undefined ? [] : [l10n.t("at most {0}", formatAtMost(estimate.maxUsd))]),
          ].join(" · "),
    ],
    [l10n.t("Tokens"), usage && tokensInOut(usage.promptTokens, usage.completionTokens)],
    [l10n.t("Time taken"), timing.totalMs > 0 ? formatDuration(timing.totalMs) : undefined],
    [l10n.t("Model"), result.model],
    [l10n.t("Provider"), provider.id],
    [l10n.t("Served by"), result.servedBy],
    [
      l10n.t("Asked before"),
      attempts
        .slice(0, -1)
        .map(({ provider: id, model, error: code = "" }) => `${id} ${model} (${code})`)
        .join(", ") || undefined,
    ],
    [l10n.t("Expectations"), expectedLabel(record)],
    [l10n.t("Saved to"), result.output],
    [
      "Git",
      git &&
        `${git.commit.slice(0, 12)}${git.branch === undefined ? "" : ` ${l10n.t("on {0}", git.branch)}`}`,
    ],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, value] as const],
  );
}

function statusOf({ result: { status, finishReason, error } }: RecordSummary): string {
  const word = statusLabel(status);
  if (error !== undefined || status !== "incomplete" || finishReason === undefined) return word;
  return `${word} (${finishReason})`;
}
