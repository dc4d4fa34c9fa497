import * as l10n from "@vscode/l10n";
import { formatEstimate } from "../../core/cost/formatCost";
import type { FallbackHop } from "../../core/fallback/fallbackHop";
import { Icon } from "../Icon";
import { showHidden } from "../../core/hiddenCharacters";
import { hopText } from "../../core/fallback/hopText";

const icons = {
  running: { name: "circle-outline" },
  answered: { name: "pass", tone: "ok" },
  failed: { name: "error", tone: "bad" },
  skipped: { name: "dash" },
} as const satisfies Record<FallbackHop["state"], { readonly name: string; readonly tone?: "ok" | "bad" }>;

/** Who was asked, in order, and why it went on: shown only when the first choice did not simply answer. */
export function FallbackRail(props: {
  readonly hops: readonly FallbackHop[];
  readonly isDone: boolean;
  readonly canRunAgain: boolean;
  readonly onRetryFirst: () => void;
  readonly onEditChain: () => void;
}) {
  const { hops, isDone } = props;
  const [first] = hops;
  const hasAnswer = hops.some(({ state }) => state === "answered");
  return (
    <div class="callout plain" role="group" aria-label={l10n.t("Fallback")}>
      <Icon name="debug-step-over" />
      <h4>{title(hops, isDone)}</h4>
      <ol class="rail">
        {hops.map((hop) => (
          <li key={`${hop.provider.id} ${hop.model.id}`}>
            <Icon {...icons[hop.state]} />
            <bdi class="hop" title={showHidden(hop.model.id)}>
              {hop.state === "answered" ? <b>{showHidden(hop.model.name)}</b> : showHidden(hop.model.name)},{" "}
              {hop.provider.displayName}
            </bdi>
            <span class="num">{hop.expectedUsd !== undefined && formatEstimate(hop.expectedUsd)}</span>
            <span class="why">{showHidden(hopText(hop, Date.now()))}</span>
          </li>
        ))}
      </ol>
      {isDone && (
        <div class="buttons">
          {props.canRunAgain && first?.state !== "answered" && (
            <button type="button" class={`button ${hasAnswer ? "second" : ""}`} onClick={props.onRetryFirst}>
              {l10n.t("Retry First Choice")}
            </button>
          )}
          <button type="button" class="button link" onClick={props.onEditChain}>
            {l10n.t("Edit Chain")}
          </button>
        </div>
      )}
    </div>
  );
}

function title(hops: readonly FallbackHop[], isDone: boolean): string {
  if (hops.some(({ state }, index) => state === "answered" && index > 0))
    return l10n.t("Answered by a fallback");
  return isDone ? l10n.t("No fallback answered") : l10n.t("Asking a fallback");
}
