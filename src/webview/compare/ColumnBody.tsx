import * as l10n from "@vscode/l10n";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { FromCompareView } from "../../protocol/compareProtocol";
import { answerMark } from "../text/answerMark";
import { ScrollFollower } from "../transcript/scrollFollower";
import type { ColumnAnswer } from "./columnAnswer";
import type { ColumnDiff } from "./columnDiff";
import { ColumnProblem } from "./ColumnProblem";
import { isRunning } from "./isRunning";
import type { ShownColumn } from "./shownColumns";
import { WordDiffText } from "./WordDiffText";

/** What was answered, or why there is no answer. */
export function ColumnBody(props: {
  readonly shown: ShownColumn;
  readonly answer: ColumnAnswer | undefined;
  readonly now: number;
  readonly isNew: boolean;
  readonly diff: ColumnDiff | undefined;
  readonly hidesNames: boolean;
  readonly onOpenDiff: (() => void) | undefined;
  readonly post: (message: FromCompareView) => void;
}) {
  const { shown, answer, diff, hidesNames, post } = props;
  const { column, name } = shown;
  const body = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const runs = isRunning(column);
  useLayoutEffect(() => {
    if (answer !== undefined) place.current?.replaceChildren(answer.element);
  }, [answer]);
  // Only what still grows pulls the reader along.
  useLayoutEffect(() => {
    if (!runs || body.current === null || content.current === null) return;
    const follower = new ScrollFollower(body.current, content.current, () => undefined);
    return () => follower.stop();
  }, [runs]);
  const mark = answerMark(column);
  return (
    <div
      class={`column-body${hidesNames ? " blind" : ""}`}
      role="group"
      aria-label={name}
      aria-busy={runs}
      tabIndex={0}
      ref={body}
    >
      <div class="content" ref={content}>
        <div class="answer-place" ref={place} hidden={diff !== undefined} />
        {diff !== undefined && <WordDiffText text={column.text} diff={diff} onOpenDiff={props.onOpenDiff} />}
        {hidesNames ? (
          column.outcome !== undefined &&
          !shown.isFinished && (
            <p class="small">{l10n.t("No finished answer: it takes no part in the vote.")}</p>
          )
        ) : (
          <>
            {mark !== undefined && <div class="mark">{mark}</div>}
            <ColumnProblem column={column} now={props.now} isNew={props.isNew} post={post} />
          </>
        )}
      </div>
    </div>
  );
}
