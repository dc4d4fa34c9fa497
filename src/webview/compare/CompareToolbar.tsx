import * as l10n from "@vscode/l10n";
import { formatAtMost, formatEstimate } from "../../core/cost/formatCost";
import { judgesNote } from "../../core/expect/judgesNote";
import { formatTokens } from "../../core/cost/formatTokens";
import type { CompareState, FromCompareView } from "../../protocol/compareProtocol";
import { Icon } from "../Icon";
import { Money } from "../Money";
import { OutsideText } from "../OutsideText";
import { spokenUsd } from "../text/spokenUsd";
import type { ColumnAnswer } from "./columnAnswer";
import { costOfAll } from "./costOfAll";
import { isRunning } from "./isRunning";
import { isBlind, type ShownColumn } from "./shownColumns";

/** What is compared, what all of it costs, and how it is looked at. */
export function CompareToolbar(props: {
  readonly state: CompareState;
  readonly answers: ReadonlyMap<string, ColumnAnswer>;
  readonly finished: readonly ShownColumn[];
  readonly baseline: ShownColumn | undefined;
  readonly onDiff: (isOn: boolean) => void;
  readonly onBaseline: (columnId: string) => void;
  readonly post: (message: FromCompareView) => void;
}) {
  const { state, finished, baseline, post } = props;
  const { spec, section, estimate, columns, phase } = state;
  const hidesNames = isBlind(state);
  const isPrepared = state.isPreparing !== true;
  const canDiff = finished.length > 1;
  const tokens = l10n.t("{0} tokens", formatTokens(estimate.promptTokens));
  const canStop = columns.some(({ phase: one }) => one === "queued") || columns.some(isRunning);
  return (
    <div class="toolbar">
      <span class="subject">
        <Icon name="markdown" />
        <b>
          <OutsideText text={spec} />
        </b>
        <span class="dim">
          {section !== undefined && <OutsideText text={`§ ${section}`} />}
          {section !== undefined && isPrepared && l10n.t(", ")}
          {isPrepared && tokens}
        </span>
      </span>
      {isPrepared && (
        <>
          <span class="separator" />
          <Estimate {...estimate} />
        </>
      )}
      {phase !== "asking" && (
        <>
          <span class="separator" />
          <Spent state={state} answers={props.answers} />
        </>
      )}
      <span class="grow" />
      {columns.length > 1 && (
        <>
          <button
            type="button"
            class="chip"
            aria-pressed={hidesNames}
            onClick={() => post({ type: "blind", isOn: !hidesNames })}
          >
            <Icon name="eye-closed" />
            {l10n.t("Blind")}
          </button>
          <button
            type="button"
            class="chip"
            aria-pressed={baseline !== undefined}
            aria-disabled={!canDiff}
            title={canDiff ? undefined : l10n.t("Two finished answers are needed.")}
            onClick={() => canDiff && props.onDiff(baseline === undefined)}
          >
            <Icon name="diff" />
            {l10n.t("Word Diff")}
          </button>
        </>
      )}
      {baseline !== undefined && (
        <select
          class="select baseline"
          aria-label={l10n.t("Baseline")}
          value={baseline.column.id}
          onChange={(event) => props.onBaseline(event.currentTarget.value)}
        >
          {finished.map(({ column, name }) => (
            <option key={column.id} value={column.id}>
              {l10n.t("Baseline: {0}", name)}
            </option>
          ))}
        </select>
      )}
      {hidesNames && phase !== "asking" && (
        <button
          type="button"
          class="button"
          aria-disabled={state.blind?.vote === undefined}
          title={state.blind?.vote === undefined ? l10n.t("Vote first.") : undefined}
          onClick={() => state.blind?.vote !== undefined && post({ type: "reveal" })}
        >
          {l10n.t("Reveal")}
        </button>
      )}
      {canStop && (
        <button type="button" class="button second" onClick={() => post({ type: "stop" })}>
          <Icon name="debug-stop" />
          {l10n.t("Stop All")}
        </button>
      )}
    </div>
  );
}

function Estimate({ expectedUsd, maxUsd, judges }: CompareState["estimate"]) {
  const atMost = formatAtMost(maxUsd);
  const note = judgesNote(judges);
  return (
    <span class="num">
      {l10n.t("Estimated")}{" "}
      <b>
        <Money shown={formatEstimate(expectedUsd)} />
      </b>
      {maxUsd !== undefined && maxUsd > 0 && (
        <>
          {l10n.t(", ")}
          <Money shown={l10n.t("at most {0}", atMost)} spoken={l10n.t("at most {0}", spokenUsd(atMost))} />
        </>
      )}
      {note !== undefined && (
        <>
          {l10n.t(", ")}
          {note}
        </>
      )}
    </span>
  );
}

function Spent({
  state,
  answers,
}: {
  readonly state: CompareState;
  readonly answers: ReadonlyMap<string, ColumnAnswer>;
}) {
  const { shown, unknown } = costOfAll(state.columns, (id) => answers.get(id)?.meter.tokens ?? 0);
  return (
    <span class="num" aria-live="off">
      {state.phase === "done" ? l10n.t("Cost of all") : l10n.t("So far")}{" "}
      <b>
        <Money shown={shown} />
      </b>
      {unknown > 0 && shown !== l10n.t("unknown") && (
        <>
          {l10n.t(", ")}
          {unknown === 1 ? l10n.t("1 of unknown cost") : l10n.t("{0} of unknown cost", unknown)}
        </>
      )}
    </span>
  );
}
