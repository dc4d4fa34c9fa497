/**
 * Moves the focus in a row of buttons that ends where it begins, where an arrow, Home or End leads. Gives the button's place;
 * `undefined` for other keys. It counts from the button that has the focus: what is drawn as chosen follows with the next
 * frame only, and keys can be faster. `key`: in the place of the event's own.
 */
export function moveFocus(event: KeyboardEvent, row: HTMLElement, key = event.key): number | undefined {
  const buttons = [...row.querySelectorAll("button")];
  const current = buttons.findIndex((button) => button === event.target);
  const place = placeAfterKey(key, current, buttons.length);
  if (place === undefined) return undefined;
  event.preventDefault();
  buttons[place]?.focus();
  return place;
}

function placeAfterKey(key: string, current: number, count: number): number | undefined {
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
