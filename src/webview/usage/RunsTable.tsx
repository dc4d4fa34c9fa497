import * as l10n from "@vscode/l10n";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { formatEstimate, formatUsd } from "../../core/cost/formatCost";
import { formatDuration } from "../../core/cost/formatDuration";
import { formatTokenLimit } from "../../core/cost/formatTokens";
import { statusLabel } from "../../core/run/statusLabel";
import type { UsagePeriod, UsageRow } from "../../core/usage/usageReport";
import { Icon } from "../Icon";
import { spokenUsd } from "../text/spokenUsd";
import { Money } from "../Money";
import { Name } from "./Name";
import { nothing } from "../text/nothing";
import { runCost, runCostKind, runServedBy, runTokens } from "./runText";
import { type RunOrder, sortRuns } from "./sortRuns";
import type { UsageDates } from "./usageDates";

/** Rows that are in the document from the start, and that each "Show More" adds. */
const pageLength = 100;

/** Every run of the period, or the newest ones; absent when there is none. `runs`: how many there are. */
export function RunsTable(props: {
  readonly rows: readonly UsageRow[];
  readonly runs: number;
  readonly period: UsagePeriod;
  readonly dates: UsageDates;
  /** Shows the record of the run with this id. */
  readonly onOpen: (runId: string) => void;
}) {
  const { rows, runs, period, dates, onOpen } = props;
  const [order, setOrder] = useState<RunOrder>({ by: "time", direction: "descending" });
  const [shownCount, setShownCount] = useState(pageLength);
  const [current, setCurrent] = useState(0);
  const takesFocus = useRef(false);
  const body = useRef<HTMLTableSectionElement>(null);
  const sorted = useMemo(() => sortRuns(rows, order), [rows, order]);
  const shown = sorted.slice(0, shownCount);
  const focusable = Math.min(current, shown.length - 1);

  useLayoutEffect(() => {
    if (!takesFocus.current) return;
    takesFocus.current = false;
    body.current?.rows[focusable]?.focus();
  });
  const focusRow = (index: number) => {
    takesFocus.current = true;
    setCurrent(index);
    if (index >= shown.length) setShownCount(shownCount + pageLength);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = shown[focusable];
    if (event.key === "Enter" && row !== undefined) {
      event.preventDefault();
      return onOpen(row.runId);
    }
    const index = rowAfter(event.key, focusable, { shown: shown.length, all: sorted.length });
    if (index === undefined) return;
    event.preventDefault();
    focusRow(index);
  };
  const sortBy = (by: RunOrder["by"]) => {
    const isReversed = order.by === by && order.direction === "descending";
    setOrder({ by, direction: isReversed ? "ascending" : "descending" });
    setCurrent(0);
  };

  if (rows.length === 0) return null;
  return (
    <section class="runs" aria-label={l10n.t("Runs")}>
      <div class="table-box">
        <table class="grid" role="grid" aria-label={l10n.t("Runs")} aria-rowcount={sorted.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <SortHeader by="time" label={l10n.t("Time")} order={order} onSort={sortBy} />
              <th scope="col">{l10n.t("Spec")}</th>
              <th scope="col">{l10n.t("Model")}</th>
              <th scope="col">{l10n.t("Status")}</th>
              <th scope="col" class="right">
                {l10n.t("Estimated")}
              </th>
              <SortHeader by="cost" label={l10n.t("Cost")} order={order} onSort={sortBy} />
              <th scope="col">{l10n.t("Kind")}</th>
              <th scope="col" class="right">
                {l10n.t("Tokens")}
              </th>
              <th scope="col" class="right">
                {l10n.t("Time taken")}
              </th>
              <th scope="col">{l10n.t("Served by")}</th>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            {shown.map((row, index) => (
              <tr
                key={row.runId}
                aria-rowindex={index + 2}
                tabIndex={index === focusable ? 0 : -1}
                onFocus={() => setCurrent(index)}
                onClick={() => {
                  // Somebody marks a name to copy it.
                  if (document.getSelection()?.isCollapsed !== false) onOpen(row.runId);
                }}
              >
                <RunCells row={row} time={dates.moment(row.at, period)} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > shown.length && (
        <button type="button" class="button second more" onClick={() => focusRow(shown.length)}>
          {l10n.t("Show {0} More", Math.min(pageLength, sorted.length - shown.length))}
        </button>
      )}
      {runs > rows.length && (
        <p class="small rest">
          {l10n.t(
            "The newest {0} of {1} runs are listed; an export has them all.",
            formatTokenLimit(rows.length),
            formatTokenLimit(runs),
          )}
        </p>
      )}
    </section>
  );
}

/** The row a key leads to, counted from 0; `undefined` for other keys and where there is none. */
function rowAfter(
  key: string,
  current: number,
  { shown, all }: { readonly shown: number; readonly all: number },
): number | undefined {
  switch (key) {
    case "ArrowDown":
      return current + 1 < all ? current + 1 : undefined;
    case "ArrowUp":
      return current > 0 ? current - 1 : undefined;
    case "Home":
      return 0;
    case "End":
      return shown - 1;
    default:
      return undefined;
  }
}

function SortHeader(props: {
  readonly by: RunOrder["by"];
  readonly label: string;
  readonly order: RunOrder;
  readonly onSort: (by: RunOrder["by"]) => void;
}) {
  const { by, label, order, onSort } = props;
  const isSorted = order.by === by;
  return (
    <th scope="col" class={by === "cost" ? "right" : ""} aria-sort={isSorted ? order.direction : "none"}>
      <button type="button" onClick={() => onSort(by)}>
        {label}
        {isSorted && <Icon name={order.direction === "descending" ? "chevron-down" : "chevron-up"} />}
      </button>
    </th>
  );
}

function RunCells({ row, time }: { readonly row: UsageRow; readonly time: string }) {
  return (
    <>
      <td class="dim num">{time}</td>
      <td>
        {row.spec === undefined ? (
          <span class="dim">{l10n.t("Chat without a spec")}</span>
        ) : (
          <Name text={row.spec} />
        )}
      </td>
      <td class="model">
        <Name text={row.model} />
      </td>
      <td>
        <Status status={row.status} />
      </td>
      <td class="right dim">
        <Money shown={formatEstimate(row.expectedUsd)} />
      </td>
      <td class="right">
        <b>
          <Money shown={runCost(row)} />
        </b>
      </td>
      <td class="kind">
        {runCostKind(row)}
        {row.differingUsd !== undefined && <ListPrice usd={row.differingUsd} />}
      </td>
      <td class="right">{runTokens(row)}</td>
      <td class="right">{row.totalMs === undefined ? nothing : formatDuration(row.totalMs)}</td>
      <td class="served-by dim">
        <Name text={runServedBy(row)} />
      </td>
    </>
  );
}

/** What the list prices come to where the bill says something else. */
function ListPrice({ usd }: { readonly usd: number }) {
  const amount = formatUsd(usd);
  return (
    <div class="row tight">
      <Icon name="warning" tone="warn" />
      <Money
        shown={l10n.t("list price gives {0}", amount)}
        spoken={l10n.t("list price gives {0}", spokenUsd(amount))}
      />
    </div>
  );
}

function Status({ status }: { readonly status: UsageRow["status"] }) {
  const [icon, word] = statusLook(status);
  return (
    <span class="row tight">
      {icon}
      {word}
    </span>
  );
}

function statusLook(status: UsageRow["status"]) {
  switch (status) {
    case "completed":
      return [<Icon name="pass" tone="ok" />, statusLabel(status)] as const;
    case "incomplete":
      return [<Icon name="warning" tone="warn" />, statusLabel(status)] as const;
    case "failed":
      return [<Icon name="error" tone="bad" />, statusLabel(status)] as const;
    case "cancelled":
      return [<Icon name="stop-circle" />, statusLabel(status)] as const;
    case "running":
      return [<Icon name="circle-large-outline" />, l10n.t("running")] as const;
  }
}
