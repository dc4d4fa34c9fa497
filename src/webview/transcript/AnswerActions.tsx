import * as l10n from "@vscode/l10n";
import { useState } from "preact/hooks";
import { Icon } from "../Icon";

export type AnswerAction = "copy" | "insert" | "open" | "run-again";

/** What can be done with an answer. One tab stop; arrows move inside. */
export function AnswerActions(props: {
  readonly hasText: boolean;
  readonly canRunAgain: boolean;
  readonly onAction: (action: AnswerAction) => void;
}) {
  const [current, setCurrent] = useState(0);
  const actions = [
    ...(props.hasText
      ? ([
          ["copy", "copy", l10n.t("Copy Answer")],
          ["insert", "insert", l10n.t("Insert at Cursor")],
          ["open", "go-to-file", l10n.t("Open as Document")],
        ] as const)
      : []),
    ...(props.canRunAgain ? ([["run-again", "refresh", l10n.t("Run Again")]] as const) : []),
  ];
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const target = targetOf(event.key, current, actions.length);
    if (target === undefined) return;
    event.preventDefault();
    setCurrent(target);
    event.currentTarget.querySelectorAll("button")[target]?.focus();
  };
  if (actions.length === 0) return null;
  return (
    <div class="actions" role="toolbar" aria-label={l10n.t("Answer actions")} onKeyDown={onKeyDown}>
      {actions.map(([action, icon, label], index) => (
        <button
          key={action}
          type="button"
          class="icon-button"
          aria-label={label}
          title={label}
          tabIndex={index === Math.min(current, actions.length - 1) ? 0 : -1}
          onFocus={() => setCurrent(index)}
          onClick={() => props.onAction(action)}
        >
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}

function targetOf(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (current + 1) % count;
    case "ArrowLeft":
      return (current + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
