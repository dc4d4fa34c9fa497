/** Nearer to the end than this (CSS pixels) counts as being there. */
export const endDistance = 24;

/** Whether new text pulls the transcript along. Pure; `scrollFollower` feeds it. */
export type ScrollEvent =
  | { readonly type: "scrolled"; readonly top: number; readonly distanceToEnd: number }
  /** The user reads: wheel or keys upwards, text selected, focus inside the transcript. */
  | { readonly type: "reading-started" }
  /** A message was sent, "Latest" or End was pressed. */
  | { readonly type: "end-wanted" };

export interface ScrollFollowing {
  readonly isFollowing: boolean;
  readonly top: number;
}

export function nextScrollFollowing(state: ScrollFollowing, event: ScrollEvent): ScrollFollowing {
  switch (event.type) {
    case "reading-started":
      return { ...state, isFollowing: false };
    case "end-wanted":
      return { ...state, isFollowing: true };
    case "scrolled": {
      // New text alone moves the end away, but never the position: only a person scrolls up.
      const isAtEnd = event.distanceToEnd <= endDistance;
      const wentUp = event.top < state.top;
      const wentDown = event.top > state.top;
      const isFollowing = wentUp && !isAtEnd ? false : wentDown && isAtEnd ? true : state.isFollowing;
      return { isFollowing, top: event.top };
    }
  }
}
