import * as l10n from "@vscode/l10n";
import { useRef } from "preact/hooks";
import { formatAtMost, formatEstimate, formatPerMillion, formatUsdLeft } from "../../core/cost/formatCost";
import { formatTokens } from "../../core/cost/formatTokens";
import type { EstimatedUsd } from "../../core/cost/usage";
import { wholeEstimate } from "../../core/cost/wholeEstimate";
import type { EstimateView, PromptPart } from "../../protocol/chatProtocol";
import { sureness } from "../text/estimateText";
import { showHidden } from "../../core/hiddenCharacters";
import { leftWords } from "../text/leftWords";
import { useRoomAbove } from "./useRoomAbove";

/** What the price is made of: the parts of the prompt, the usual and the longest answer. */
export function EstimateBreakdown({ id, view }: { readonly id: string; readonly view: EstimateView }) {
  const { estimate, pricePerMillion: price } = view;
  const popup = useRef<HTMLDivElement>(null);
  useRoomAbove(popup);
  const amount = (tokens: number, usdPerMillion: number | undefined, format = formatEstimate) =>
    usdPerMillion === undefined || view.isFree
      ? formatTokens(tokens)
      : `${formatTokens(tokens)} · ${format((tokens * usdPerMillion) / 1e6)}`;
  const isPriced = price !== undefined && !view.isFree;
  return (
    <div class="popup breakdown" role="dialog" id={id} aria-label={l10n.t("Estimate")} ref={popup}>
      <div class="breakdown-head">
        <b>
          {l10n.t("Estimate")}
          {view.modelName !== undefined && ` · ${showHidden(view.modelName)}`}
        </b>
        <span class="dim">{sureness(view)}</span>
      </div>
      <table>
        <tbody>
          {view.parts.map((part) => (
            <tr key={`${part.kind}${part.name ?? ""}`}>
              <th scope="row">{partName(part)}</th>
              <td>{formatTokens(part.tokens)}</td>
            </tr>
          ))}
          <tr class="sum">
            <th scope="row">
              {isPriced ? l10n.t("Prompt × {0} per 1M", formatPerMillion(price.prompt)) : l10n.t("Prompt")}
            </th>
            <td>{amount(estimate.promptTokens, price?.prompt)}</td>
          </tr>
          <tr>
            <th scope="row">
              {isPriced
                ? l10n.t("Answer, usual length × {0}", formatPerMillion(price.completion))
                : l10n.t("Answer, usual length")}
            </th>
            <td>{amount(estimate.expectedCompletionTokens, price?.completion)}</td>
          </tr>
          <tr>
            <th scope="row">{l10n.t("Answer, longest allowed")}</th>
            <td>{amount(estimate.maxCompletionTokens, price?.completion, formatAtMost)}</td>
          </tr>
          {estimate.judges !== undefined && (
            <tr>
              <th scope="row">
                {estimate.judges.count === 1
                  ? l10n.t("1 judge")
                  : l10n.t("{0} judges", estimate.judges.count)}
              </th>
              <td>{range(estimate.judges)}</td>
            </tr>
          )}
          <tr class="sum">
            <th scope="row">{l10n.t("Expected, and at most")}</th>
            <td>{total(view)}</td>
          </tr>
          {view.budget !== undefined && (
            <tr>
              <th scope="row">{leftWords(view.budget)}</th>
              <td>{formatUsdLeft(view.budget.leftUsd)}</td>
            </tr>
          )}
          {view.cheapest !== undefined && (
            <tr>
              <th scope="row">{l10n.t("Cheapest that fits: {0}", showHidden(view.cheapest.name))}</th>
              <td>{formatEstimate(view.cheapest.expectedUsd)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function total({ estimate, isFree, varies }: EstimateView): string {
  if (isFree) return l10n.t("free");
  if (estimate.kind === "unknown" && varies) return l10n.t("varies");
  return range(wholeEstimate(estimate));
}

function range({ expectedUsd, maxUsd }: EstimatedUsd): string {
  if (maxUsd === undefined || maxUsd === 0) return formatEstimate(maxUsd);
  return `${formatEstimate(expectedUsd)}, ${formatAtMost(maxUsd)}`;
}

function partName(part: PromptPart): string {
  switch (part.kind) {
    case "system":
      return l10n.t("System message");
    case "include":
    case "spec":
      return part.name ?? l10n.t("Spec");
    case "text":
      return l10n.t("Your text");
    case "history":
      return l10n.t("Chat so far");
  }
}
