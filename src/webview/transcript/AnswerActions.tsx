import * as l10n from "@vscode/l10n";
import { IconToolbar } from "../IconToolbar";

export type AnswerAction =
  | "copy"
  | "insert"
  | "open"
  | "open-beside"
  | "apply"
  | "open-record"
  | "diff-previous"
  | "run-again";

/** What can be done with an answer. */
export function AnswerActions(props: {
  readonly hasText: boolean;
  readonly canRunAgain: boolean;
  /** Files that could be written are in it. */
  readonly hasFiles: boolean;
  readonly hasRecord: boolean;
  readonly onAction: (action: AnswerAction) => void;
}) {
  const actions = [
    ...(props.hasText
      ? ([
          { action: "copy", icon: "copy", label: l10n.t("Copy Answer") },
          { action: "insert", icon: "insert", label: l10n.t("Insert at Cursor") },
          { action: "open", icon: "go-to-file", label: l10n.t("Open as Document") },
          openBeside(),
        ] as const)
      : []),
    ...(props.hasFiles
      ? ([{ action: "apply", icon: "diff-added", label: l10n.t("Apply Files") }] as const)
      : []),
    ...(props.hasRecord
      ? ([
          { action: "open-record", icon: "history", label: l10n.t("Open Record") },
          { action: "diff-previous", icon: "diff", label: l10n.t("Diff With Previous Run") },
        ] as const)
      : []),
    ...(props.canRunAgain
      ? ([{ action: "run-again", icon: "refresh", label: l10n.t("Run Again") }] as const)
      : []),
  ];
  return <IconToolbar label={l10n.t("Answer actions")} actions={actions} onAction={props.onAction} />;
}

/** What can be done with an answer that still arrives. */
export function RunningActions(props: { readonly onOpenBeside: () => void }) {
  return (
    <IconToolbar label={l10n.t("Answer actions")} actions={[openBeside()]} onAction={props.onOpenBeside} />
  );
}

function openBeside() {
  return { action: "open-beside", icon: "split-horizontal", label: l10n.t("Open Beside") } as const;
}
