import { useEffect, useState } from "preact/hooks";

/**
 * The host's clock in milliseconds since 1970, looked at every `everyMs` while the page is visible; `undefined` when nothing
 * on the page depends on it. `hostNow`: what it showed when the page's own showed `receivedAt`.
 */
export function useNow(hostNow: number, receivedAt: number, everyMs: number | undefined): number {
  const [ownNow, setOwnNow] = useState(receivedAt);
  useEffect(() => {
    if (everyMs === undefined) return;
    let timer: number | undefined;
    const look = () => setOwnNow(Date.now());
    const start = () => {
      if (!document.hidden) timer = window.setInterval(look, everyMs);
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
  }, [receivedAt, everyMs]);
  return hostNow + Math.max(0, ownNow - receivedAt);
}
