import * as l10n from "@vscode/l10n";
import type { CompareState, FromCompareView } from "../../protocol/compareProtocol";
import { Expectations } from "../Expectations";
import { Icon } from "../Icon";
import { IconToolbar } from "../IconToolbar";
import { columnTools } from "./columnTools";
import { isBlind, type ShownColumn } from "./shownColumns";

/** What was expected of the answer, the vote, and what can be done with it. */
export function ColumnFoot(props: {
  readonly state: CompareState;
  readonly shown: ShownColumn;
  readonly onOpenDiff: (() => void) | undefined;
  readonly post: (message: FromCompareView) => void;
}) {
  const { state, shown, onOpenDiff, post } = props;
  const { column, name, isFinished } = shown;
  const hidesNames = isBlind(state);
  const isVoted = state.blind?.vote === column.id;
  const tools = columnTools(state, shown, onOpenDiff !== undefined);
  const act = (action: Extract<FromCompareView, { type: "column-action" }>["action"]) =>
    action === "diff" ? onOpenDiff?.() : post({ type: "column-action", columnId: column.id, action });
  const isAsking = state.phase === "asking";
  if (isAsking && (hidesNames || column.expect.length === 0)) return null;
  return (
    <footer class="column-foot">
      {!hidesNames && column.expect.length > 0 && (
        <Expectations expect={column.expect} hasEnded={column.outcome !== undefined} />
      )}
      {!isAsking && (
        <div class="row wrap tools">
          <IconToolbar label={l10n.t("Actions for {0}", name)} actions={tools} onAction={act} />
          {hidesNames && <span class="small">{l10n.t("Figures after the vote")}</span>}
          <span class="grow" />
          {hidesNames && isFinished && (
            <button
              type="button"
              class={`button${isVoted ? "" : " second"}`}
              aria-pressed={isVoted}
              onClick={() => act("vote")}
            >
              {isVoted && <Icon name="check" />}
              {l10n.t("This one")}
            </button>
          )}
          {!hidesNames && isVoted && (
            <span class="badge">
              <Icon name="check" />
              {l10n.t("your vote")}
            </span>
          )}
          {!hidesNames && state.winner === column.id && (
            <span class="badge">{l10n.t("in the front matter")}</span>
          )}
          {!hidesNames && isVoted && state.canWriteWinner && state.winner !== column.id && (
            <button type="button" class="button" onClick={() => act("write-winner")}>
              {l10n.t("Write to the Front Matter")}
            </button>
          )}
        </div>
      )}
    </footer>
  );
}
