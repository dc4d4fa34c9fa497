import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Between a popup and the upper edge of the page, in CSS pixels. */
const gap = 8;

/** Tells a popup that opens upwards, as `--room`, how high it can be: what is above the page's edge cannot be scrolled to. */
export function useRoomAbove(popup: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = popup.current;
    // Its lower edge is where it hangs, so that does not depend on its height.
    element?.style.setProperty("--room", `${Math.floor(element.getBoundingClientRect().bottom) - gap}px`);
  });
}
