import * as l10n from "@vscode/l10n";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PricedPrompt, SortColumn, TableSettings } from "../../protocol/modelsProtocol";
import { Icon } from "../Icon";
import { ModelTableRow } from "./ModelTableRow";
import type { ModelsActions } from "./modelsActions";
import { columnTitle } from "./promptTexts";
import { rowAfterKey } from "./rowAfterKey";
import type { TableRow } from "./tableRow";
import { rowHeight, scrollTopToShow, visibleRange } from "./visibleRange";

/** All models that are shown, of which only those in sight are in the document. */
export function ModelTable(props: {
  readonly rows: readonly TableRow[];
  readonly settings: TableSettings;
  readonly prompt: PricedPrompt;
  readonly selectedId: string | undefined;
  readonly chosenModelId: string | undefined;
  readonly language: "en" | "th";
  /** Pixels; where to start. */
  readonly scrollTop: number;
  /** Another value means another list, which is read from its top. */
  readonly listKey: string;
  readonly actions: ModelsActions;
}) {
  const { rows, selectedId, actions } = props;
  const box = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const hasScrolled = useRef(false);
  const shownId = useRef(selectedId);
  /** Where keys have led: what is drawn as selected follows with the next frame only, and keys can be faster. */
  const reachedId = useRef(selectedId);
  const [seen, setSeen] = useState({ top: 0, height: 0 });
  const id = useId();
  const hasRows = rows.length > 0;
  const selected = rows.findIndex((row) => row.id === selectedId);
  const { start, end } = visibleRange(rows.length, seen.top, seen.height);

  const look = () => {
    const element = box.current;
    if (element !== null) setSeen({ top: element.scrollTop, height: element.clientHeight });
  };
  useLayoutEffect(() => {
    const observer = new ResizeObserver(look);
    if (box.current !== null) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    // What was seen last is asked for because asking the document would lay it out.
    if (hasScrolled.current && seen.top > 0) box.current?.scrollTo({ top: 0 });
  }, [props.listKey]);
  useLayoutEffect(() => {
    if (hasScrolled.current || !hasRows) return;
    hasScrolled.current = true;
    box.current?.scrollTo({ top: props.scrollTop });
    look();
  }, [hasRows]);
  useLayoutEffect(() => {
    reachedId.current = selectedId;
  }, [selectedId]);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || selected < 0 || shownId.current === selectedId) return;
    shownId.current = selectedId;
    element.scrollTo({ top: scrollTopToShow(selected, element.scrollTop, element.clientHeight) });
    look();
  }, [selectedId]);

  const takeKey = (event: KeyboardEvent) => {
    // The head's buttons and the stars have keys of their own.
    if (event.target !== grid.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(seen.height / rowHeight) - 2);
    const reached = rows.findIndex((row) => row.id === reachedId.current);
    const next = rows[rowAfterKey(event.key, reached, rows.length, page) ?? -1];
    const current = rows[reached];
    if (next !== undefined) {
      reachedId.current = next.id;
      actions.select(next.id);
    } else if (event.key === "Enter" && current !== undefined)
      actions.post({ type: "model-use", modelId: current.id });
    else if (event.key === " " && current !== undefined) markFavourite(current, actions);
    else return;
    event.preventDefault();
  };
  const takeFocus = () => grid.current?.focus({ preventScroll: true });

  return (
    <div
      class="table-box"
      ref={box}
      onScroll={() => {
        look();
        actions.scrolled(box.current?.scrollTop ?? 0);
      }}
    >
      <table
        class="grid models"
        role="grid"
        aria-label={l10n.t("Models")}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={selected >= start && selected < end ? `${id}-${selected}` : undefined}
        tabIndex={0}
        ref={grid}
        onKeyDown={takeKey}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th class="star">
              <span class="sr">{l10n.t("Favourite")}</span>
            </th>
            <SortHeader column="name" text={l10n.t("Model")} {...props} />
            <SortHeader column="context" text={l10n.t("Context")} {...props} />
            <SortHeader column="prompt-price" text={l10n.t("In /1M")} {...props} />
            <SortHeader column="completion-price" text={l10n.t("Out /1M")} {...props} />
            <SortHeader column="cost" text={columnTitle(props.prompt)} {...props} />
            <th class="features">{l10n.t("Cautions and features")}</th>
          </tr>
        </thead>
        <tbody>
          <Space rows={start} />
          {rows.slice(start, end).map((row, offset) => (
            <ModelTableRow
              // By place, not by model: another list then changes texts instead of making rows anew.
              key={start + offset}
              id={`${id}-${start + offset}`}
              index={start + offset}
              row={row}
              isSelected={row.id === selectedId}
              isChosen={row.id === props.chosenModelId}
              language={props.language}
              onSelect={() => {
                takeFocus();
                actions.select(row.id);
              }}
              onMark={() => {
                takeFocus();
                markFavourite(row, actions);
              }}
            />
          ))}
          <Space rows={rows.length - end} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for rows that are not in the document. */
function Space({ rows }: { readonly rows: number }) {
  return <tr class="space" aria-hidden="true" style={{ height: `${rows * rowHeight}px` }} />;
}

function SortHeader(props: {
  readonly column: SortColumn;
  readonly text: string;
  readonly settings: TableSettings;
  readonly actions: ModelsActions;
}) {
  const { column, settings } = props;
  const { sort } = settings;
  const isSorted = sort.column === column;
  // Long contexts are what one looks for; of all else the least.
  const isDescending = isSorted ? !sort.isDescending : column === "context";
  return (
    <th
      class={column === "name" ? "name" : `right ${column}`}
      aria-sort={isSorted ? (sort.isDescending ? "descending" : "ascending") : undefined}
    >
      <button
        type="button"
        onClick={() => props.actions.change({ ...settings, sort: { column, isDescending } })}
      >
        {props.text}
        {isSorted && <Icon name={sort.isDescending ? "chevron-down" : "chevron-up"} />}
      </button>
    </th>
  );
}

function markFavourite(row: TableRow, actions: ModelsActions): void {
  actions.post({ type: "model-mark", modelId: row.id, mark: "favourite", isOn: !row.isFavourite });
}
