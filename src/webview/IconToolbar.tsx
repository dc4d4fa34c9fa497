import { useState } from "preact/hooks";
import { Icon } from "./Icon";
import { placeAfterKey } from "./placeAfterKey";

/** Buttons of which only the icons are seen. One tab stop; arrows move inside. */
export function IconToolbar<Action extends string>(props: {
  readonly label: string;
  readonly actions: readonly { readonly action: Action; readonly icon: string; readonly label: string }[];
  readonly onAction: (action: Action) => void;
}) {
  const { actions } = props;
  const [current, setCurrent] = useState(0);
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const place = placeAfterKey(event.key, current, actions.length);
    if (place === undefined) return;
    event.preventDefault();
    setCurrent(place);
    event.currentTarget.querySelectorAll("button")[place]?.focus();
  };
  if (actions.length === 0) return null;
  return (
    <div class="actions" role="toolbar" aria-label={props.label} onKeyDown={onKeyDown}>
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
