import { useEffect, useState } from "preact/hooks";

/** Counts down while there is something to wait for and the page is seen. */
export function useSecondsUntil(atMs: number | undefined): number {
  const secondsLeft = () => (atMs === undefined ? 0 : Math.max(0, Math.ceil((atMs - Date.now()) / 1000)));
  const [seconds, setSeconds] = useState(secondsLeft);
  useEffect(() => {
    if (seconds <= 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const start = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(() => setSeconds(secondsLeft()), 1000);
    };
    start();
    document.addEventListener("visibilitychange", start);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", start);
    };
  }, [seconds, atMs]);
  return seconds;
}
