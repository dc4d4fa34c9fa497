import * as l10n from "@vscode/l10n";
import { formatTokenLimit } from "../../core/cost/formatTokens";
import { localNumber } from "../../core/localNumber";
import type { CompareState } from "../../protocol/compareProtocol";
import { OutsideText } from "../OutsideText";
import { isBlind, type ShownColumn } from "./shownColumns";

/** How far all of it is, what the requests share, and what the marks of a word diff mean. */
export function CompareStatus({
  state,
  baseline,
}: {
  readonly state: CompareState;
  readonly baseline: ShownColumn | undefined;
}) {
  const { columns, recordsFolder } = state;
  if (columns.length < 2) return null;
  const hidesNames = isBlind(state);
  return (
    <div class="status">
      {state.phase !== "asking" && <span>{progress(state)}</span>}
      {baseline !== undefined && (
        <span class="legend">
          <ins>{l10n.t("added")}</ins> <del>{l10n.t("removed")}</del> {l10n.t("against {0}", baseline.name)}
        </span>
      )}
      <span>{shared(state)}</span>
      {hidesNames && <span>{l10n.t("All equal: no vote is stored")}</span>}
      <span class="grow" />
      {hidesNames && state.canWriteWinner && (
        <span>{l10n.t("After the vote: write the winner to the front matter")}</span>
      )}
      {!hidesNames && recordsFolder !== undefined && (
        <span>
          {l10n.t("Record:")} <OutsideText text={recordsFolder} />
        </span>
      )}
    </div>
  );
}

function progress({ columns }: CompareState): string {
  const count = (...statuses: readonly string[]) =>
    columns.filter(({ outcome }) => outcome !== undefined && statuses.includes(outcome.status)).length;
  const failed = count("failed");
  const stopped = count("cancelled");
  return [
    l10n.t("{0} of {1} done", count("completed", "incomplete"), columns.length),
    ...(failed > 0 ? [l10n.t("{0} failed", failed)] : []),
    ...(stopped > 0 ? [l10n.t("{0} stopped", stopped)] : []),
  ].join(l10n.t(", "));
}

function shared({ parameters }: CompareState): string {
  const { temperature, seed, maxTokens } = parameters;
  return [
    l10n.t("Same prompt"),
    l10n.t("temperature {0}", localNumber(String(temperature))),
    ...(seed === undefined ? [] : [l10n.t("seed {0}", seed)]),
    l10n.t("at most {0} tokens each", formatTokenLimit(maxTokens)),
  ].join(l10n.t(", "));
}
