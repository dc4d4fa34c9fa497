import { moveFocus } from "../moveFocus";

/** Buttons of which one is chosen; one stop for the Tab key, arrows move and choose. */
export function RadioGroup<Value extends string>(props: {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}) {
  const { label, choices, value, onChoose } = props;
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const place = moveFocus(event, event.currentTarget, alike[event.key]);
    const next = place === undefined ? undefined : choices[place];
    if (next) onChoose(next.value);
  };
  return (
    <div class="tabs" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          onClick={() => choice.value !== value && onChoose(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

/** Radio buttons know no direction. */
const alike: Readonly<Record<string, string>> = { ArrowUp: "ArrowLeft", ArrowDown: "ArrowRight" };
