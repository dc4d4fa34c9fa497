import * as l10n from "@vscode/l10n";
import type { TurnOutcome } from "../../core/chat/chatState";
import { formatAtMost, formatEstimate } from "../../core/cost/formatCost";
import { formatDuration, formatSpeed } from "../../core/cost/formatDuration";
import { formatTokens } from "../../core/cost/formatTokens";
import { isFreeRun } from "../../core/cost/isFreeRun";
import { costSoFar } from "../../core/cost/runningPrice";
import { wholeEstimate } from "../../core/cost/wholeEstimate";
import { judgesNote } from "../../core/expect/judgesNote";
import type { CompareColumn } from "../../protocol/compareProtocol";
import { nothing } from "../text/nothing";
import { receiptText } from "../text/receiptText";
import { tokensInOut } from "../../core/cost/tokensInOut";

export interface ColumnFigures {
  readonly firstToken: string;
  readonly speed: string;
  readonly tokens: string;
  readonly cost: string;
  readonly finish: string;
  /** Before the end the estimate; then what the cost is based on, and how far the estimate was off. */
  readonly about: string;
}

/** `arrived`: what the page has counted of an answer that runs. */
export function columnFigures(
  column: CompareColumn,
  arrived: {
    readonly tokens: number;
    readonly speed?: { readonly tokens: number; readonly durationMs: number };
  },
): ColumnFigures {
  return column.outcome === undefined
    ? runningFigures(column, arrived)
    : endedFigures(column, column.outcome);
}

function runningFigures(
  { startedAt, firstTokenAt, estimate, price, model }: CompareColumn,
  { tokens, speed }: Parameters<typeof columnFigures>[1],
): ColumnFigures {
  const usd = costSoFar(price, tokens);
  return {
    firstToken:
      startedAt === undefined || firstTokenAt === undefined
        ? nothing
        : formatDuration(firstTokenAt - startedAt),
    speed: (speed && formatSpeed(speed.tokens, speed.durationMs)) ?? nothing,
    tokens: expectedTokens(estimate, tokens),
    cost: runningCost(),
    finish: nothing,
    about: estimateWords(),
  };

  function runningCost(): string {
    if (model.isFree) return l10n.t("free");
    if (startedAt === undefined) return nothing;
    if (price === undefined) return l10n.t("unknown");
    return usd === undefined ? nothing : formatEstimate(usd);
  }

  function estimateWords(): string {
    const { expectedUsd, maxUsd } = wholeEstimate(estimate ?? {});
    const words = isFreeRun(model, estimate ?? {})
      ? [l10n.t("free")]
      : expectedUsd === undefined
        ? [l10n.t("cost unknown")]
        : [l10n.t("estimated {0}", formatEstimate(expectedUsd)), l10n.t("at most {0}", formatAtMost(maxUsd))];
    return [...words, judgesNote(estimate?.judges?.count)].filter((part) => part !== undefined).join(" · ");
  }
}

function expectedTokens(estimate: CompareColumn["estimate"], arrived: number): string {
  if (estimate === undefined) return arrived === 0 ? nothing : `~${formatTokens(arrived)}`;
  const out = arrived === 0 ? estimate.expectedCompletionTokens : arrived;
  return `${formatTokens(estimate.promptTokens)} → ~${formatTokens(out)}`;
}

function endedFigures(column: CompareColumn, outcome: TurnOutcome): ColumnFigures {
  const { timing, usage, status, finishReason } = outcome;
  const receipt = receiptText(column);
  const { firstTokenMs, totalMs } = timing;
  const speed =
    firstTokenMs === undefined || usage === undefined
      ? undefined
      : formatSpeed(usage.completionTokens, totalMs - firstTokenMs);
  return {
    firstToken: firstTokenMs === undefined ? nothing : formatDuration(firstTokenMs),
    speed: speed ?? nothing,
    tokens: usage === undefined ? nothing : countedTokens(usage),
    cost: receipt?.cost ?? nothing,
    finish: finishReason ?? (status === "failed" ? "error" : nothing),
    about: [receipt?.kind, receipt?.note, totalMs > 0 ? formatDuration(totalMs) : undefined]
      .filter((part) => part !== undefined)
      .join(" · "),
  };
}

function countedTokens({ promptTokens, completionTokens }: NonNullable<TurnOutcome["usage"]>): string {
  return promptTokens + completionTokens === 0 ? "0" : tokensInOut(promptTokens, completionTokens);
}
