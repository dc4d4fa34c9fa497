import { useState } from "preact/hooks";
import { Icon } from "./Icon";
import { moveFocus } from "./moveFocus";

/** Buttons of which only the icons are seen. One tab stop; arrows move inside. */
export function IconToolbar<Action extends string>(props: {
  readonly label: string;
  readonly actions: readonly { readonly action: Action; readonly icon: string; readonly label: string }[];
  readonly onAction: (action: Action) => void;
}) {
  const { actions } = props;
  const [current, setCurrent] = useState(0);
  if (actions.length === 0) return null;
  return (
    <div
      class="actions"
      role="toolbar"
      aria-label={props.label}
      onKeyDown={(event) => void moveFocus(event, event.currentTarget)}
    >
      {actions.map(({ action, icon, label }, index) => (
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
