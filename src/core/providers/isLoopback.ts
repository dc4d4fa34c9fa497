/** What never leaves this computer. `hostname` as `URL` gives it: lower case, IPv4 in dotted form, IPv6 in brackets. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/.test(
    hostname,
  );
}
