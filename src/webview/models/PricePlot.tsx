import * as l10n from "@vscode/l10n";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { PricedPrompt } from "../../protocol/modelsProtocol";
import { spokenUsd } from "../text/spokenUsd";
import { IconButton } from "../IconButton";
import { plotPoints } from "./plotPoints";
import { PriceChart } from "./priceChart";
import { costText } from "./promptTexts";
import { mayFit, type TableRow } from "./tableRow";

/** Expected cost against context length of the models that the table shows. */
export function PricePlot(props: {
  readonly rows: readonly TableRow[];
  readonly selectedId: string | undefined;
  readonly prompt: PricedPrompt;
  readonly onSelect: (modelId: string) => void;
  readonly onClose: () => void;
}) {
  const { rows, selectedId } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<PriceChart>(undefined);
  const { points, undrawn } = useMemo(() => plotPoints(rows), [rows]);
  useEffect(() => {
    if (box.current === null) return;
    const created = new PriceChart(box.current, props.onSelect);
    chart.current = created;
    return () => created.destroy();
  }, []);
  // After the table is painted: while one types, its rows come first.
  useEffect(() => chart.current?.show(points, selectedId), [points, selectedId]);
  return (
    <section class="plot" aria-label={l10n.t("Price against context")}>
      <div class="row plot-head">
        <h3>{l10n.t("Price against context")}</h3>
        <span class="small grow ellipsis">{undrawnText(undrawn)}</span>
        <IconButton icon="close" label={l10n.t("Hide Price Plot")} onClick={props.onClose} />
      </div>
      <div class="row between small axis-title">
        <span>{titleOf(props.prompt)}</span>
        <span>{l10n.t("Context, tokens")}</span>
      </div>
      <div class="chart" ref={box} role="img" aria-label={summary(props)} />
    </section>
  );
}

function undrawnText(undrawn: number): string {
  if (undrawn === 0) return "";
  return undrawn === 1
    ? l10n.t("1 model of unknown price or context is not drawn")
    : l10n.t("{0} models of unknown price or context are not drawn", undrawn);
}

function titleOf({ kind }: PricedPrompt): string {
  return kind === "spec" ? l10n.t("Expected price of this spec") : l10n.t("Expected price of this chat");
}

function summary(props: {
  readonly rows: readonly TableRow[];
  readonly selectedId: string | undefined;
  readonly prompt: PricedPrompt;
}): string {
  const cheapest = props.rows.reduce<TableRow | undefined>(cheaper, undefined);
  const selected = props.rows.find(({ id }) => id === props.selectedId);
  return [
    l10n.t("{0} against context length, both logarithmic.", titleOf(props.prompt)),
    cheapest === undefined ? "" : l10n.t("Cheapest: {0}.", about(cheapest)),
    selected === undefined ? "" : l10n.t("Selected: {0}.", about(selected)),
  ]
    .filter(Boolean)
    .join(" ");
}

function about(row: TableRow): string {
  return `${row.name}, ${spokenUsd(costText(row))}`;
}

/** Of two, as far as their costs are known. */
function cheaper(one: TableRow | undefined, other: TableRow): TableRow | undefined {
  if (!mayFit(other) || other.cost?.expectedUsd === undefined) return one;
  return one === undefined || other.cost.expectedUsd < (one.cost?.expectedUsd ?? 0) ? other : one;
}
