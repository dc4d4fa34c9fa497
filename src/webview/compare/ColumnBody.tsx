import * as l10n from "@vscode/l10n";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { FromCompareView } from "../../protocol/compareProtocol";
import { answerMark } from "../text/answerMark";
import type { ColumnAnswer } from "./columnAnswer";
import type { ColumnDiff } from "./columnDiff";
import { ColumnProblem } from "./ColumnProblem";
import { DiffProblem } from "./DiffProblem";
import { isRunning } from "./isRunning";
import type { ShownColumn } from "./shownColumns";
import { useReadingPlace } from "./useReadingPlace";
import type { DiffPart } from "./wordDiff";
import { WordDiffText } from "./WordDiffText";

/** What was answered, or why there is no answer. */
export function ColumnBody(props: {
  readonly shown: ShownColumn;
  readonly answer: ColumnAnswer | undefined;
  readonly now: number;
  readonly isNew: boolean;
  readonly scrollTop: number | undefined;
  readonly onScroll: (top: number | undefined) => void;
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
  const readingPlace = useReadingPlace({ body, content, grows: runs, scrollTop: props.scrollTop });
  const mark = answerMark(column);
  const parts = useMemo(() => diffParts(diff, column.text), [diff, column.text]);
  return (
    <div
      class={`column-body${hidesNames ? " blind" : ""}`}
      role="group"
      aria-label={name}
      aria-busy={runs}
      tabIndex={0}
      ref={body}
      onScroll={() => props.onScroll(readingPlace())}
    >
      <div class="content" ref={content}>
        {diff === "waiting" && <p class="small">{l10n.t("Comparing words")}</p>}
        {diff === "too-long" && <DiffProblem onOpenDiff={props.onOpenDiff} />}
        <div class="answer-place" ref={place} hidden={parts !== undefined} />
        {parts !== undefined && <WordDiffText text={column.text} parts={parts} />}
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

/** What stands in the place of the answer; `undefined` for the answer itself. */
function diffParts(diff: ColumnDiff | undefined, text: string): readonly DiffPart[] | undefined {
  if (diff === "baseline") return [{ text }];
  return typeof diff === "object" ? diff.parts : undefined;
}
