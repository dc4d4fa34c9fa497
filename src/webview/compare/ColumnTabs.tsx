import * as l10n from "@vscode/l10n";
import { moveFocus } from "../moveFocus";
import { panelId, tabId } from "./columnIds";
import type { ShownColumn } from "./shownColumns";

/** Chooses the column that is seen where only one has room; one stop for the Tab key, arrows move and choose. */
export function ColumnTabs(props: {
  readonly shown: readonly ShownColumn[];
  readonly chosen: ShownColumn | undefined;
  readonly onChoose: (columnId: string) => void;
}) {
  const { shown, chosen, onChoose } = props;
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const place = moveFocus(event, event.currentTarget);
    const next = place === undefined ? undefined : shown[place];
    if (next) onChoose(next.column.id);
  };
  return (
    <div class="tabs" role="tablist" aria-label={l10n.t("Answers")} onKeyDown={onKeyDown}>
      {shown.map((one, index) => (
        <button
          key={one.column.id}
          type="button"
          role="tab"
          id={tabId(index)}
          aria-selected={one === chosen}
          aria-controls={panelId(index)}
          tabIndex={one === chosen ? 0 : -1}
          class="ellipsis"
          title={one.name}
          onClick={() => onChoose(one.column.id)}
        >
          {one.name}
        </button>
      ))}
    </div>
  );
}
