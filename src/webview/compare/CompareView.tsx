import * as l10n from "@vscode/l10n";
import type { CompareState, FromCompareView } from "../../protocol/compareProtocol";
import { useMediaQuery } from "../useMediaQuery";
import { useNow } from "../useNow";
import { AskingCard } from "./AskingCard";
import type { ColumnAnswer } from "./columnAnswer";
import { ColumnTabs } from "./ColumnTabs";
import { ColumnView } from "./ColumnView";
import { CompareStatus } from "./CompareStatus";
import { CompareToolbar } from "./CompareToolbar";
import { columnDiff } from "./columnDiff";
import { isRunning } from "./isRunning";
import type { KeptCompare } from "./keptCompare";
import { retryAt } from "./retryAt";
import { shownColumns } from "./shownColumns";
import type { WordDiffs } from "./wordDiffs";

/** Under this width (CSS pixels) one column is seen at a time. */
const narrow = "(max-width: 899px)";
const runningMs = 200;
const waitingMs = 1000;

/** The whole page. */
export function CompareView(props: {
  readonly state: CompareState;
  /** By the page's clock, in milliseconds since 1970. */
  readonly receivedAt: number;
  readonly answers: ReadonlyMap<string, ColumnAnswer>;
  /** Columns whose end was seen happening. */
  readonly endedHere: ReadonlySet<string>;
  readonly diffs: WordDiffs;
  readonly kept: KeptCompare;
  /** For screen readers. */
  readonly announcement: string;
  readonly onKeep: (change: Partial<KeptCompare>) => void;
  /** `top`: pixels; absent while the end is followed. */
  readonly onScroll: (columnId: string, top: number | undefined) => void;
  readonly post: (message: FromCompareView) => void;
}) {
  const { state, answers, kept, onKeep, post } = props;
  const shown = shownColumns(state);
  const now = useNow(state.now, props.receivedAt, clockMs(state));
  const isNarrow = useMediaQuery(narrow);
  const finished = shown.filter(({ isFinished }) => isFinished);
  const baseline =
    kept.isDiff && finished.length > 1
      ? (finished.find(({ column }) => column.id === kept.baseline) ?? finished[0])
      : undefined;
  const tab = shown.find(({ column }) => column.id === kept.tab) ?? shown[0];
  const asks = state.phase === "asking" && state.isPreparing !== true && state.columns.length > 1;
  return (
    <div class="view compare">
      <CompareToolbar
        state={state}
        answers={answers}
        finished={finished}
        baseline={baseline}
        onDiff={(isDiff) => onKeep({ isDiff })}
        onBaseline={(id) => onKeep({ baseline: id })}
        post={post}
      />
      {asks && <AskingCard state={state} post={post} />}
      {state.columns.length < 2 ? (
        <p class="empty">{l10n.t("Choose two to four models.")}</p>
      ) : (
        <>
          {isNarrow && <ColumnTabs shown={shown} chosen={tab} onChoose={(id) => onKeep({ tab: id })} />}
          <main class="columns">
            {shown.map((one, index) => (
              <ColumnView
                key={one.column.id}
                state={state}
                shown={one}
                answer={answers.get(one.column.id)}
                now={now}
                scrollTop={kept.scrollTops[one.column.id]}
                onScroll={(top) => props.onScroll(one.column.id, top)}
                isNew={props.endedHere.has(one.column.id)}
                diff={columnDiff(one, baseline, props.diffs)}
                baseline={baseline ?? finished[0]}
                tab={isNarrow ? { index, isChosen: one === tab } : undefined}
                post={post}
              />
            ))}
          </main>
        </>
      )}
      <CompareStatus state={state} baseline={baseline} />
      <div class="sr" role="status" aria-live="polite">
        {props.announcement}
      </div>
    </div>
  );
}

/** How often a figure on the page changes by itself; `undefined` when none does. */
function clockMs({ columns, now }: CompareState): number | undefined {
  if (columns.some(isRunning)) return runningMs;
  return columns.some((column) => (retryAt(column) ?? 0) > now) ? waitingMs : undefined;
}
