/** How much of something is gone. `share`: 0 to 1, more is shown as full. `label`: in words, with the figures. */
export function Meter({
  share,
  label,
  isOver = false,
}: {
  readonly share: number;
  readonly label: string;
  readonly isOver?: boolean;
}) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <div
      class={`meter${isOver ? " over" : ""}`}
      role="meter"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${percent}%` }} />
    </div>
  );
}
