import * as l10n from "@vscode/l10n";
import { formatUsdSum } from "../../core/cost/formatCost";
import { formatTokenLimit } from "../../core/cost/formatTokens";
import type { UsageFigures, UsageReport } from "../../core/usage/usageReport";
import { Money } from "./Money";
import { tokensInOut } from "./runText";
import { sumText } from "./sumText";

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
          <SpentParts total={total} />
        </dd>
      </div>
      <div>
        <dt>{l10n.t("Runs")}</dt>
        <dd class="figure">{formatTokenLimit(total.runs)}</dd>
        <dd class="small">{statusCounts(total.byStatus)}</dd>
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
function SpentParts({ total }: { readonly total: UsageFigures }) {
  const { reportedUsd, computedUsd, unknownRuns } = total;
  const parts = [
    reportedUsd > 0 && <Part usd={reportedUsd} kind={l10n.t("reported")} />,
    computedUsd > 0 && <Part usd={computedUsd} kind={l10n.t("computed")} />,
    unknownRuns === 1 && <span>{l10n.t("1 run of unknown cost")}</span>,
    unknownRuns > 1 && <span>{l10n.t("{0} runs of unknown cost", formatTokenLimit(unknownRuns))}</span>,
  ].filter((part) => part !== false);
  return <>{parts.flatMap((part, index) => (index === 0 ? [part] : [l10n.t(", "), part]))}</>;
}

function Part({ usd, kind }: { readonly usd: number; readonly kind: string }) {
  return (
    <span>
      <Money shown={formatUsdSum(usd)} /> {kind}
    </span>
  );
}

function statusCounts({
  completed,
  incomplete,
  failed,
  cancelled,
  running,
}: UsageFigures["byStatus"]): string {
  return [
    completed > 0 && l10n.t("{0} completed", completed),
    incomplete > 0 && l10n.t("{0} incomplete", incomplete),
    failed > 0 && l10n.t("{0} failed", failed),
    cancelled > 0 && l10n.t("{0} stopped", cancelled),
    running > 0 && l10n.t("{0} running", running),
  ]
    .filter((part) => part !== false)
    .join(l10n.t(", "));
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
