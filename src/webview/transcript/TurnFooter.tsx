import * as l10n from "@vscode/l10n";
import type { Remedy } from "../../core/errors";
import type { FromWebview, TurnHead } from "../../protocol/chatProtocol";
import { Expectations } from "../Expectations";
import { answerMark, isCutByLength } from "../text/answerMark";
import { receiptText } from "../text/receiptText";
import { type AnswerAction, AnswerActions, RunningActions } from "./AnswerActions";
import { BudgetCard } from "./BudgetCard";
import { ConsentCard } from "./ConsentCard";
import { ErrorCard } from "./ErrorCard";
import { Receipt } from "./Receipt";
import { SavedTo } from "./SavedTo";

/** Everything below the text of an answer: question, mark, error, expectations, receipt, file, actions. */
export function TurnFooter(props: {
  readonly turn: TurnHead;
  readonly hasText: boolean;
  readonly endedHere: boolean;
  readonly post: (message: FromWebview) => void;
}) {
  const { turn, hasText, post } = props;
  const turnId = turn.id;
  const act = (action: AnswerAction | "continue" | "open-output") =>
    post({ type: "turn-action", turnId, action });
  const runRemedy = (remedy: Remedy) => post({ type: "remedy-run", turnId, remedy });
  if (turn.phase === "asking" && turn.question !== undefined) {
    return (
      <ConsentCard
        question={turn.question}
        isFree={turn.model?.isFree ?? true}
        attachment={turn.attachment}
        hasText={turn.promptText !== ""}
        onAnswer={(answer) => post({ type: "question-answer", turnId, answer })}
      />
    );
  }
  const { outcome } = turn;
  if (outcome === undefined) return <RunningActions onOpenBeside={() => act("open-beside")} />;
  const mark = answerMark(turn);
  const { error } = outcome;
  const budget = wasHeldBack(turn) ? error?.details?.budget : undefined;
  const retryAfterMs = error?.details?.retryAfterMs;
  return (
    <>
      {mark !== undefined && <div class="mark">{mark}</div>}
      {isCutByLength(turn) && error === undefined && (
        <div class="buttons">
          <button type="button" class="button second" onClick={() => act("continue")}>
            {l10n.t("Continue")}
          </button>
          <button type="button" class="button link" onClick={() => runRemedy("raise-limit")}>
            {l10n.t("Raise the Limit")}
          </button>
        </div>
      )}
      {error !== undefined && budget !== undefined && (
        <BudgetCard
          question={budget}
          message={error.message}
          isNew={props.endedHere}
          canRunAgain={turn.canRunAgain}
          onAnswer={(answer) =>
            answer === "edit-budgets"
              ? post({ type: "command-run", command: answer })
              : post({ type: "turn-action", turnId, action: answer })
          }
        />
      )}
      {error !== undefined && budget === undefined && (
        <ErrorCard
          error={error}
          isNew={props.endedHere}
          canRunAgain={turn.canRunAgain}
          offersFreeModel={
            turn.model?.isFree !== true &&
            (error.code === "rate-limited" || error.code === "insufficient-credits")
          }
          hasFile={turn.attachment !== undefined}
          retryAtMs={
            retryAfterMs === undefined ? undefined : turn.startedAt + outcome.timing.totalMs + retryAfterMs
          }
          onRemedy={runRemedy}
          onRunAgain={() => act("run-again")}
          onCopy={(code) => post({ type: "code-action", action: "copy", code })}
        />
      )}
      {outcome.expect !== undefined && outcome.expect.length > 0 && (
        <Expectations expect={outcome.expect} hasEnded />
      )}
      {receiptText(turn) !== undefined && <Receipt turn={turn} />}
      {outcome.output !== undefined && <SavedTo path={outcome.output} onOpen={() => act("open-output")} />}
      {(hasText || error === undefined) && (
        <AnswerActions
          hasText={hasText}
          canRunAgain={turn.canRunAgain}
          hasFiles={turn.hasFiles === true}
          hasRecord={outcome.record !== undefined}
          onAction={act}
        />
      )}
    </>
  );
}

/** Before anything was sent; one that was stopped on its way has had its chance. */
function wasHeldBack({ outcome }: TurnHead): boolean {
  return outcome?.status === "failed" && outcome.cost.kind === "computed" && outcome.cost.usd === 0;
}
