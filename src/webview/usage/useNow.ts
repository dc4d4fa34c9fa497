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
    const follow = () => {
      window.clearInterval(timer);
      if (document.hidden) return;
      look();
      timer = window.setInterval(look, minuteMs);
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", follow);
    };
  }, [receivedAt, isTicking]);
  return hostNow + Math.max(0, ownNow - receivedAt);
}
