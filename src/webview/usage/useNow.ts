import { useEffect, useState } from "preact/hooks";

const minuteMs = 60_000;

/**
 * The host's clock in milliseconds since 1970, looked at once a minute while the page is visible and `isTicking`.
 * `hostNow`: what it showed when the page's own showed `receivedAt`.
 */
export function useNow(hostNow: number, receivedAt: number, isTicking: boolean): number {
  const [ownNow, setOwnNow] = useState(receivedAt);
  useEffect(() => {
    if (!isTicking) return;
    let timer: number | undefined;
    const look = () => setOwnNow(Date.now());
    const start = () => {
      if (!document.hidden) timer = window.setInterval(look, minuteMs);
    };
    const onVisibility = () => {
      window.clearInterval(timer);
      start();
      if (!document.hidden) look();
    };
    start();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [receivedAt, isTicking]);
  return hostNow + Math.max(0, ownNow - receivedAt);
}
