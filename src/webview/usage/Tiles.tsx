import * as l10n from "@vscode/l10n";
import type { ComponentChild } from "preact";
import { formatUsdSum } from "../../core/cost/formatCost";
import { formatTokenLimit } from "../../core/cost/formatTokens";
import type { UsageFigures, UsageReport } from "../../core/usage/usageReport";
import { Money } from "../Money";
import { tokensInOut } from "../../core/cost/tokensInOut";
import { sumText } from "./sumText";

type Parts = readonly (ComponentChild | false)[];

/** The period in four figures. */
export function Tiles({ report }: { readonly report: UsageReport }) {
  const { total, estimates } = report;
  return (
    <dl class="tiles">
      <div>
        <dt>{l10n.t("Spent")}</dt>
        <dd class="figure">
          <Money shown={sumText(total)} />
        </dd>
        <dd class="small">
          <List parts={spentParts(total)} />
        </dd>
      </div>
      <div>
        <dt>{l10n.t("Runs")}</dt>
        <dd class="figure">{formatTokenLimit(total.runs)}</dd>
        <dd class="small">
          <List parts={statusParts(total.byStatus)} />
        </dd>
      </div>
      <div>
        <dt>{l10n.t("Tokens in → out")}</dt>
        <dd class="figure">{tokensInOut(total.promptTokens, total.completionTokens)}</dd>
        <dd class="small">{cachedShare(total)}</dd>
      </div>
      <div>
        <dt>{l10n.t("Estimates")}</dt>
        <dd class="figure">{deviation(estimates)}</dd>
        <dd class="small">{comparedRuns(estimates)}</dd>
      </div>
    </dl>
  );
}

/** Of which kinds the sum is made, and how many runs it leaves out. */
function spentParts({ reportedUsd, computedUsd, unknownRuns }: UsageFigures): Parts {
  return [
    reportedUsd > 0 && <Part usd={reportedUsd} kind={l10n.t("reported")} />,
    computedUsd > 0 && <Part usd={computedUsd} kind={l10n.t("computed")} />,
    unknownRuns === 1 && l10n.t("1 run of unknown cost"),
    unknownRuns > 1 && l10n.t("{0} runs of unknown cost", formatTokenLimit(unknownRuns)),
  ];
}

function Part({ usd, kind }: { readonly usd: number; readonly kind: string }) {
  return (
    <>
      <Money shown={formatUsdSum(usd)} /> {kind}
    </>
  );
}

function statusParts({ completed, incomplete, failed, cancelled, running }: UsageFigures["byStatus"]): Parts {
  return [
    completed > 0 && l10n.t("{0} completed", formatTokenLimit(completed)),
    incomplete > 0 && l10n.t("{0} incomplete", formatTokenLimit(incomplete)),
    failed > 0 && l10n.t("{0} failed", formatTokenLimit(failed)),
    cancelled > 0 && l10n.t("{0} stopped", formatTokenLimit(cancelled)),
    running > 0 && l10n.t("{0} running", formatTokenLimit(running)),
  ];
}

/** Those that say something, in one line; none is broken in the middle while there is room. */
function List({ parts }: { readonly parts: Parts }) {
  const said = parts.filter((part) => part !== false);
  return (
    <>
      {said.map((part, index) => (
        <span key={index} class="part">
          {part}
          {index < said.length - 1 && l10n.t(", ")}
        </span>
      ))}
    </>
  );
}

function cachedShare({ promptTokens, cachedPromptTokens }: UsageFigures): string {
  if (promptTokens === 0) return "";
  return l10n.t("{0} % of the prompt from cache", Math.round((cachedPromptTokens / promptTokens) * 100));
}

function deviation({ medianDeviation }: UsageReport["estimates"]): string {
  if (medianDeviation === undefined) return l10n.t("nothing to compare");
  const percent = Math.round(medianDeviation * 100);
  return percent === 0 ? l10n.t("off by less than 1 %") : l10n.t("off by {0} %", percent);
}

function comparedRuns({ compared }: UsageReport["estimates"]): string {
  if (compared === 0) return l10n.t("No run of this period has both an estimate and a cost.");
  if (compared === 1) return l10n.t("1 priced run");
  return l10n.t("median of {0} priced runs", formatTokenLimit(compared));
}
