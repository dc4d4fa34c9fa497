import type { CompareState, FromCompareView } from "../../protocol/compareProtocol";
import type { ColumnAnswer } from "./columnAnswer";
import { ColumnBody } from "./ColumnBody";
import type { ColumnDiff } from "./columnDiff";
import { ColumnFoot } from "./ColumnFoot";
import { ColumnHead } from "./ColumnHead";
import { panelId, tabId } from "./columnIds";
import { isBlind, type ShownColumn } from "./shownColumns";

/** One model and its answer. */
export function ColumnView(props: {
  readonly state: CompareState;
  readonly shown: ShownColumn;
  readonly answer: ColumnAnswer | undefined;
  /** The host's clock, in milliseconds since 1970. */
  readonly now: number;
  /** Its end was seen happening. */
  readonly isNew: boolean;
  /** Where the reader was when the page went away; pixels. */
  readonly scrollTop: number | undefined;
  readonly onScroll: (top: number | undefined) => void;
  readonly diff: ColumnDiff | undefined;
  /** What the editor's own diff holds this one against. */
  readonly baseline: ShownColumn | undefined;
  /** Where only one column has room. */
  readonly tab: { readonly index: number; readonly isChosen: boolean } | undefined;
  readonly post: (message: FromCompareView) => void;
}) {
  const { state, shown, answer, now, diff, baseline, tab, post } = props;
  const hidesNames = isBlind(state);
  const { id } = shown.column;
  const against = baseline !== undefined && baseline !== shown ? baseline.column.id : undefined;
  // The editor names what it holds against each other.
  const openDiff =
    against === undefined || hidesNames
      ? undefined
      : () => post({ type: "column-action", columnId: id, action: "diff", against });
  const role =
    tab === undefined
      ? { "aria-label": shown.name }
      : { role: "tabpanel" as const, id: panelId(tab.index), "aria-labelledby": tabId(tab.index) };
  return (
    <section class="column" hidden={tab?.isChosen === false} {...role}>
      <ColumnHead shown={shown} answer={answer} now={now} diff={diff} hidesNames={hidesNames} post={post} />
      <ColumnBody
        shown={shown}
        answer={answer}
        now={now}
        isNew={props.isNew}
        scrollTop={props.scrollTop}
        onScroll={props.onScroll}
        diff={diff}
        hidesNames={hidesNames}
        onOpenDiff={openDiff}
        post={post}
      />
      <ColumnFoot state={state} shown={shown} onOpenDiff={openDiff} post={post} />
    </section>
  );
}
