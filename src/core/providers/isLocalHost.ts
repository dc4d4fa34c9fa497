import { isLoopback } from "./isLoopback";

/** RFC 1918, link-local (RFC 3927), and "this computer". */
const PRIVATE_IPV4 =
  /^(0\.0\.0\.0|10(\.\d+){3}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|(192\.168|169\.254)(\.\d+){2})$/;
/** Link-local and unique local (RFC 4193), and "this computer". */
const PRIVATE_IPV6 = /^\[(::|fe[89ab][\da-f]:.*|f[cd][\da-f]{2}:.*)\]$/;
/** Names that no public server can have: mDNS, RFC 8375, the one reserved for private use, and those of one word. */
const PRIVATE_NAME = /^([^.:[\]]+|.+\.(local|internal|home\.arpa))\.?$/;
const MAPPED_IPV4 = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/;

/**
 * Whether a server is on this computer or in a private network, where one model is loaded and run on request and may take
 * minutes to begin. `hostname` as `URL` gives it: lower case, IPv4 in dotted form, IPv6 in brackets.
 */
export function isLocalHost(hostname: string): boolean {
  const address = unmapped(hostname);
  return (
    isLoopback(address) ||
    PRIVATE_IPV4.test(address) ||
    PRIVATE_IPV6.test(address) ||
    PRIVATE_NAME.test(address)
  );
}

/** An IPv4 address in the clothes of an IPv6 one. */
function unmapped(hostname: string): string {
  const [, high, low] = MAPPED_IPV4.exec(hostname) ?? [];
  if (high === undefined || low === undefined) return hostname;
  return [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 255]).join(".");
}
