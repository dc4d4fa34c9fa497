import { isLocalHost } from "./isLocalHost";
import type { Timeouts } from "./providerConfig";

/** What the user has set; the rest is ours to choose. */
export type ChosenTimeouts = Partial<Timeouts>;

const DEFAULTS: Timeouts = { connectMs: 30_000, firstTokenMs: 180_000, idleMs: 120_000 };

/** Of a server that loads its model first, reads a long prompt on a small machine, and has no keep-alive comments. */
const LOCAL_WAIT_MS = 600_000;

/**
 * The limits for requests to `baseUrl`. What the user chose is kept as it is, 0 = none. Servers on this computer and in a
 * private network get more time; they often send their headers only with the first token, so that the connect limit there
 * includes the one for the first token.
 */
export function timeoutsFor(baseUrl: string, chosen: ChosenTimeouts): Timeouts {
  const hostname = URL.parse(baseUrl)?.hostname;
  if (hostname === undefined || !isLocalHost(hostname)) return { ...DEFAULTS, ...chosen };
  const firstTokenMs = chosen.firstTokenMs ?? LOCAL_WAIT_MS;
  return {
    connectMs: chosen.connectMs ?? (firstTokenMs === 0 ? 0 : DEFAULTS.connectMs + firstTokenMs),
    firstTokenMs,
    idleMs: chosen.idleMs ?? LOCAL_WAIT_MS,
  };
}
