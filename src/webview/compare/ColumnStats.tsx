import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import type { CompareColumn } from "../../protocol/compareProtocol";
import type { RunMeter } from "../composer/runMeter";
import { Money } from "../Money";
import { OutsideText } from "../OutsideText";
import { columnFigures } from "./columnFigures";
import { isRunning } from "./isRunning";

/** The figures of one column, each in a place of its own. */
export function ColumnStats({
  column,
  meter,
}: {
  readonly column: CompareColumn;
  readonly meter: RunMeter | undefined;
}) {
  const figures = columnFigures(column, { tokens: meter?.tokens ?? 0, ...(meter && { speed: meter.speed }) });
  return (
    <>
      <dl class="stats num" aria-live="off">
        <Stat name={l10n.t("First token")}>{figures.firstToken}</Stat>
        <Stat name={l10n.t("Speed")}>{figures.speed}</Stat>
        <Stat name={l10n.t("Tokens")}>{figures.tokens}</Stat>
        <Stat name={isRunning(column) ? l10n.t("Cost so far") : l10n.t("Cost")}>
          <Money shown={figures.cost} />
        </Stat>
        <Stat name={l10n.t("Finish")}>
          <OutsideText text={figures.finish} />
        </Stat>
      </dl>
      <p class="small about num">{figures.about}</p>
    </>
  );
}

function Stat({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
