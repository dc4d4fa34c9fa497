import * as l10n from "@vscode/l10n";
import type { FromCompareView } from "../../protocol/compareProtocol";
import { IconButton } from "../IconButton";
import { OutsideText } from "../OutsideText";
import type { ColumnAnswer } from "./columnAnswer";
import type { ColumnDiff } from "./columnDiff";
import { ColumnState } from "./ColumnState";
import { ColumnStats } from "./ColumnStats";
import { isRunning } from "./isRunning";
import type { ShownColumn } from "./shownColumns";

/** Who answers, how far it is, and its figures. */
export function ColumnHead(props: {
  readonly shown: ShownColumn;
  readonly answer: ColumnAnswer | undefined;
  readonly now: number;
  readonly diff: ColumnDiff | undefined;
  readonly hidesNames: boolean;
  readonly post: (message: FromCompareView) => void;
}) {
  const { shown, answer, now, diff, hidesNames, post } = props;
  const { column, name } = shown;
  return (
    <header class="column-head">
      <div class="row">
        <div class="who">
          <b class="ellipsis" title={name}>
            <OutsideText text={name} />
          </b>
          {!hidesNames && <Upstream {...column} />}
          {diff !== undefined && <DiffNote diff={diff} />}
        </div>
        <ColumnState column={column} now={now} hidesFigures={hidesNames} />
        {(isRunning(column) || column.phase === "queued") && (
          <IconButton
            icon="debug-stop"
            label={l10n.t("Stop {0}", name)}
            isDisabled={column.phase === "stopping"}
            onClick={() => post({ type: "stop", columnId: column.id })}
          />
        )}
      </div>
      {!hidesNames && <ColumnStats column={column} meter={answer?.meter} />}
    </header>
  );
}

/** Who really answers; until that is known, who is asked. */
function Upstream({ servedBy, provider, phase }: ShownColumn["column"]) {
  const text = servedBy ?? (phase === "done" ? l10n.t("not served") : provider.displayName);
  return (
    <span class="small ellipsis">
      <OutsideText text={text} />
    </span>
  );
}

function DiffNote({ diff }: { readonly diff: ColumnDiff }) {
  if (diff === "baseline") return <span class="badge">{l10n.t("baseline")}</span>;
  if (typeof diff === "string") return null;
  return <span class="small nowrap">{differenceWords(diff.words, diff.parts.length)}</span>;
}

function differenceWords(words: number, parts: number): string {
  if (words > 1) return l10n.t("{0} words differ", words);
  if (words === 1) return l10n.t("1 word differs");
  return parts > 1 ? l10n.t("only marks or spaces differ") : l10n.t("no difference");
}
