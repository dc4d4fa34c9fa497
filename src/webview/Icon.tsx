/** A codicon; the words beside it (or the button's label) say what it means. */
export function Icon({ name, tone }: { readonly name: string; readonly tone?: "ok" | "bad" | "warn" }) {
  return <span class={`codicon codicon-${name}${tone === undefined ? "" : ` ${tone}`}`} aria-hidden="true" />;
}
