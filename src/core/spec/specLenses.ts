import * as l10n from "@vscode/l10n";
import { formatCost, formatEstimate } from "../cost/formatCost";
import { formatDuration } from "../cost/formatDuration";
import type { Model } from "../models/model";
import type { PromptCost } from "../models/promptCosts";
import type { LastRun } from "../usage/lastRuns";
import type { SpecOutline } from "./outline";
import type { SpecPart } from "./specPart";

/** A place in a spec from which it, or a part of it, can be run. */
export interface SpecLensRow {
  readonly line: number;
  readonly kind: "document" | "section" | "task";
  /** Empty: all of it. A part always says how many of its name stand above, so that none is taken for another. */
  readonly part: SpecPart;
}

/** The editor makes room for each of them: thousands would hold it up for seconds. The sections go before the tasks. */
const MOST_ROWS = 1000;

/**
 * The whole spec above its title, then every section and every task, in the order of the text. The title is the first
 * heading when everything else stands below it, else the first line that says something. `text`: of the whole file;
 * `startLine`: its body's first line.
 */
export function specLensRows(text: string, outline: SpecOutline, startLine: number): readonly SpecLensRow[] {
  const { headings, tasks, lineStarts } = outline;
  const firstLine = firstFilledLine(text, lineStarts, startLine);
  if (firstLine === undefined) return [];
  const [first] = headings;
  const titleLine = first && first.endLine === lineStarts.length ? first.line : firstLine;
  const seen = new Map<string, number>();
  const sections = headings.flatMap(({ line, title }): readonly SpecLensRow[] => {
    const sameAbove = seen.get(title) ?? 0;
    seen.set(title, sameAbove + 1);
    return line === titleLine || title === ""
      ? []
      : [{ line, kind: "section", part: { section: title, sameAbove } }];
  });
  const rows: SpecLensRow[] = [
    { line: titleLine, kind: "document", part: {} },
    ...sections,
    ...tasks
      .filter(({ line }) => line !== titleLine)
      .map(({ line, text: task, sameAbove }) => ({ line, kind: "task" as const, part: { task, sameAbove } })),
  ];
  return rows.slice(0, MOST_ROWS).toSorted((one, other) => one.line - other.line);
}

function firstFilledLine(text: string, lineStarts: readonly number[], startLine: number): number | undefined {
  for (let line = startLine; line < lineStarts.length; line++)
    if (/\S/.test(text.slice(lineStarts[line], lineStarts[line + 1]))) return line;
  return undefined;
}

/** Beside an icon the editor swallows a plain space. */
const GAP = "\u00a0";

/** `$(play) Run · ≈ $0.004`: the price is part of the button. */
export function runLensTitle(
  model: Model | undefined,
  { expectedUsd, judges }: Pick<PromptCost, "expectedUsd" | "judges"> = {},
): string {
  const price =
    model?.isFree === true && judges === undefined
      ? l10n.t("free")
      : model?.pricing.kind === "varies"
        ? l10n.t("varies")
        : expectedUsd === undefined
          ? l10n.t("cost unknown")
          : formatEstimate(expectedUsd);
  return `$(play)${GAP}${l10n.t("Run")} · ${price}`;
}

/** `last $0.0041 · 4.2 s $(pass)`: what became of the run before. */
export function lastLensTitle({ status, cost, totalMs, error, isFallback }: Omit<LastRun, "runId">): string {
  if (status === "failed") {
    const reason = error === undefined ? undefined : failureInWords(error);
    const text = reason === undefined ? l10n.t("last failed") : l10n.t("last failed: {0}", reason);
    return `${text}${GAP}$(error)`;
  }
  const figures = [
    cost.kind === "unknown" ? l10n.t("cost unknown") : formatCost(cost),
    ...(totalMs === undefined ? [] : [formatDuration(totalMs)]),
    ...(isFallback ? [l10n.t("fallback")] : []),
    ...(status === "cancelled" ? [l10n.t("stopped")] : []),
  ].join(" · ");
  const icon =
    status === "completed" ? "$(pass)" : status === "incomplete" ? "$(warning)" : "$(circle-slash)";
  return `${l10n.t("last {0}", figures)}${GAP}${icon}`;
}

/** In the middle of a sentence; `undefined` for a code that says nothing to a reader. */
function failureInWords(code: string): string | undefined {
  switch (code) {
    case "rate-limited":
      return l10n.t("too many requests");
    case "authentication":
      return l10n.t("key not accepted");
    case "insufficient-credits":
      return l10n.t("not enough credits");
    case "forbidden":
      return l10n.t("model not allowed");
    case "moderated":
      return l10n.t("content refused");
    case "model-not-found":
      return l10n.t("model not found");
    case "context-length-exceeded":
    case "payload-too-large":
      return l10n.t("too long");
    case "invalid-request":
      return l10n.t("request rejected");
    case "provider-unavailable":
      return l10n.t("provider unavailable");
    case "timeout":
      return l10n.t("no answer in time");
    case "network":
      return l10n.t("no connection");
    case "stream-interrupted":
      return l10n.t("broke off");
    case "empty-answer":
      return l10n.t("empty answer");
    default:
      return undefined;
  }
}
