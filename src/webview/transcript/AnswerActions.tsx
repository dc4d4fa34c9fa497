import * as l10n from "@vscode/l10n";
import { IconToolbar } from "../IconToolbar";

export type AnswerAction = "copy" | "insert" | "open" | "run-again";

/** What can be done with an answer. */
export function AnswerActions(props: {
  readonly hasText: boolean;
  readonly canRunAgain: boolean;
  readonly onAction: (action: AnswerAction) => void;
}) {
  const actions = [
    ...(props.hasText
      ? ([
          { action: "copy", icon: "copy", label: l10n.t("Copy Answer") },
          { action: "insert", icon: "insert", label: l10n.t("Insert at Cursor") },
          { action: "open", icon: "go-to-file", label: l10n.t("Open as Document") },
        ] as const)
      : []),
    ...(props.canRunAgain
      ? ([{ action: "run-again", icon: "refresh", label: l10n.t("Run Again") }] as const)
      : []),
  ];
  return <IconToolbar label={l10n.t("Answer actions")} actions={actions} onAction={props.onAction} />;
}
