import { Icon } from "./Icon";

/** A button of which only the icon is seen. */
export function IconButton(props: {
  readonly icon: string;
  readonly label: string;
  readonly onClick: () => void;
  /** Absent for a button that is no switch. */
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
}) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.isPressed}
      aria-disabled={props.isDisabled === true || undefined}
      onClick={() => props.isDisabled !== true && props.onClick()}
    >
      <Icon name={props.icon} />
    </button>
  );
}
