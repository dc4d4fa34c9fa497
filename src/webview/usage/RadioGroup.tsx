import { useRef } from "preact/hooks";

/** Buttons of which one is chosen; one stop for the Tab key, arrows move and choose. */
export function RadioGroup<Value extends string>(props: {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}) {
  const { label, choices, value, onChoose } = props;
  const group = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const chosen = choices.findIndex((choice) => choice.value === value);
    const index = (chosen + step + choices.length) % choices.length;
    const next = choices[index];
    if (next === undefined) return;
    group.current?.querySelectorAll("button")[index]?.focus();
    onChoose(next.value);
  };
  return (
    <div class="tabs" role="radiogroup" aria-label={label} ref={group} onKeyDown={onKeyDown}>
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

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
