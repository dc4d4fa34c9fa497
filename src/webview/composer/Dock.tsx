import * as l10n from "@vscode/l10n";
import { isFreeRun } from "../../core/cost/isFreeRun";
import type { TurnHead } from "../../protocol/chatProtocol";
import type { ComposerState, EstimateView, FromWebview } from "../../protocol/chatProtocol";
import { Icon } from "../Icon";
import { BudgetBanner } from "./BudgetBanner";
import { Composer } from "./Composer";
import { EstimateLine } from "./EstimateLine";
import type { RunMeter } from "./runMeter";
import { StatusRow } from "./StatusRow";

/** Everything below the transcript: banner, running status, input, estimate. */
export function Dock(props: {
  readonly composer: ComposerState;
  readonly text: string;
  readonly estimate: EstimateView | undefined;
  readonly found: { readonly query: string; readonly paths: readonly string[] } | undefined;
  readonly last: TurnHead | undefined;
  readonly meter: RunMeter | undefined;
  readonly obstacle: string | undefined;
  readonly focusCount: number;
  readonly recallable: () => readonly string[];
  readonly onText: (text: string) => void;
  readonly onSend: () => void;
  readonly onLeaveUpwards: () => void;
  readonly post: (message: FromWebview) => void;
}) {
  const { composer, last, meter, post } = props;
  const phase = last?.phase ?? "done";
  const isRunning = composer.isRunning && phase !== "done";
  const isEmpty = props.text === "";
  return (
    <div class="dock">
      {!composer.isTrusted && (
        <div class="banner" role="status">
          <Icon name="warning" tone="warn" />
          <span class="grow">{l10n.t("This folder is not trusted, so nothing is sent from it.")}</span>
          <button
            type="button"
            class="button link"
            onClick={() => post({ type: "command-run", command: "manage-trust" })}
          >
            {l10n.t("Manage Trust")}
          </button>
        </div>
      )}
      {composer.isTrusted && composer.budgetWarning !== undefined && (
        <BudgetBanner
          budget={composer.budgetWarning}
          onHide={() => post({ type: "command-run", command: "hide-budget-warning" })}
        />
      )}
      {isRunning && phase !== "asking" && meter !== undefined && (
        <StatusRow phase={phase} meter={meter} waitingUntil={last?.waitingUntil} price={last?.price} />
      )}
      <Composer
        composer={composer}
        text={props.text}
        found={props.found}
        obstacle={props.obstacle}
        placeholder={isRunning ? l10n.t("Write the next message") : l10n.t("Ask, or type / to run a spec")}
        focusCount={props.focusCount}
        recallable={props.recallable}
        onText={props.onText}
        onSend={props.onSend}
        onStop={() => post({ type: "answer-cancel" })}
        onLeaveUpwards={props.onLeaveUpwards}
        post={post}
      />
      <EstimateLine
        composer={composer}
        estimate={isEmpty && isRunning ? runningEstimate(last) : props.estimate}
        showsChatCost={isEmpty && !isRunning && last !== undefined}
        isAsking={phase === "asking"}
      />
    </div>
  );
}

/** While an answer runs and nothing new is typed, the line keeps showing what was estimated for it. */
function runningEstimate(turn: TurnHead | undefined): EstimateView | undefined {
  if (turn?.estimate === undefined) return undefined;
  const isFree = isFreeRun(turn.model, turn.estimate);
  return { estimate: turn.estimate, isFree, mayLogPrompts: false, mayBeOffBy: 0, parts: [], varies: false };
}
