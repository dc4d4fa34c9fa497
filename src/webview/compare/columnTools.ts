import * as l10n from "@vscode/l10n";
import type { CompareState } from "../../protocol/compareProtocol";
import { isBlind, type ShownColumn } from "./shownColumns";

type Tool = "copy" | "open" | "open-record" | "diff" | "write-winner";

/** What can be done with an answer. While names are hidden, nothing that tells them: a document is named after its model. */
export function columnTools(
  state: CompareState,
  { column, isFinished }: ShownColumn,
  canDiff: boolean,
): readonly { readonly action: Tool; readonly icon: string; readonly label: string }[] {
  const { outcome, text, record, id } = column;
  if (outcome === undefined) return [];
  const copy = { action: "copy", icon: "copy", label: l10n.t("Copy Answer") } as const;
  const open = { action: "open", icon: "split-horizontal", label: l10n.t("Open Beside") } as const;
  const diff = { action: "diff", icon: "diff", label: l10n.t("Open the Editor’s Diff") } as const;
  const openRecord = { action: "open-record", icon: "go-to-file", label: l10n.t("Open Run Record") } as const;
  const winner = {
    action: "write-winner",
    icon: "edit",
    label: l10n.t("Write to the Front Matter"),
  } as const;
  const isOpen = !isBlind(state);
  return [
    ...(text === "" ? [] : [copy]),
    ...(text !== "" && isOpen ? [open] : []),
    ...(isFinished && isOpen && canDiff ? [diff] : []),
    ...(record !== undefined && isOpen ? [openRecord] : []),
    ...(isFinished && isOpen && state.canWriteWinner && state.winner !== id && state.blind?.vote !== id
      ? [winner]
      : []),
  ];
}
