import * as l10n from "@vscode/l10n";
import type { CompareColumn, CompareState } from "../../protocol/compareProtocol";
import { showHidden } from "../../core/hiddenCharacters";

/** A column in its place on the page. */
export interface ShownColumn {
  readonly column: CompareColumn;
  /** The model's name, or `Answer 2` while names are hidden. */
  readonly name: string;
  /** It has an answer that can be voted for and held against others. */
  readonly isFinished: boolean;
}

/** As they stand next to each other. A blind order stays after the vote, so that nothing jumps. */
export function shownColumns(state: CompareState): readonly ShownColumn[] {
  const { blind, columns } = state;
  const place = ({ id }: CompareColumn) => {
    const index = blind?.order.indexOf(id) ?? -1;
    return index < 0 ? columns.length : index;
  };
  const hidesNames = isBlind(state);
  return columns
    .toSorted((one, other) => place(one) - place(other))
    .map((column, index) => ({
      column,
      name: hidesNames ? l10n.t("Answer {0}", index + 1) : showHidden(column.model.name),
      isFinished: column.outcome?.status === "completed" && column.text !== "",
    }));
}

/** Names and figures are hidden. */
export function isBlind({ blind }: CompareState): boolean {
  return blind !== undefined && !blind.isRevealed;
}
