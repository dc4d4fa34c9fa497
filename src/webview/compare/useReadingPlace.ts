import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ScrollFollower } from "../transcript/scrollFollower";

/**
 * Where the reader is in `body`, which scrolls `content`: at its end while it grows and nobody reads further up. Returns
 * that place in pixels from the top, `undefined` while the end is followed.
 */
export function useReadingPlace(props: {
  readonly body: RefObject<HTMLElement | null>;
  readonly content: RefObject<HTMLElement | null>;
  readonly grows: boolean;
  /** Where the reader was when the page went away. */
  readonly scrollTop: number | undefined;
}): () => number | undefined {
  const { body, content, grows } = props;
  const follower = useRef<ScrollFollower | undefined>(undefined);
  const placeToFind = useRef(props.scrollTop);
  useLayoutEffect(() => {
    if (body.current === null || content.current === null) return;
    const top = placeToFind.current;
    placeToFind.current = undefined;
    // Only what still grows pulls the reader along.
    if (!grows) {
      if (top !== undefined) body.current.scrollTop = top;
      return;
    }
    const started = new ScrollFollower(body.current, content.current, () => undefined);
    follower.current = started;
    if (top !== undefined) started.restore(top);
    return () => {
      started.stop();
      follower.current = undefined;
    };
  }, [grows]);
  return () => (follower.current?.isFollowing ? undefined : body.current?.scrollTop);
}
