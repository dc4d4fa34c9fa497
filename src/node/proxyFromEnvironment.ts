import http from "node:http";

/** The proxy that the environment names for `host`, without user name and password; `undefined` when it names none. */
export function proxyFromEnvironment(
  host: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = environment;
  const address = HTTPS_PROXY || https_proxy || HTTP_PROXY || http_proxy;
  return address && !isProxyException(host, environment) ? address : undefined;
}

/** Addresses on this machine and those in `NO_PROXY` are reached without a proxy. */
export function isProxyException(
  host: string,
  { NO_PROXY, no_proxy }: Readonly<Record<string, string | undefined>>,
): boolean {
  const exceptions = (NO_PROXY ?? no_proxy ?? "").split(",").map((name) => name.trim().replace(/^\*?\./, ""));
  const isNamed = exceptions.some((name) => name === "*" || host === name || host.endsWith(`.${name}`));
  return isNamed || ["localhost", "127.0.0.1", "[::1]"].includes(host);
}

/** Sends requests of this process through the proxies of its environment. False where the runtime cannot, or there are none. */
export function useProxyOfEnvironment(environment: Readonly<Record<string, string | undefined>>): boolean {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = environment;
  if (!(HTTPS_PROXY || https_proxy || HTTP_PROXY || http_proxy)) return false;
  // Newer than the oldest runtime that runs this, which has NODE_USE_ENV_PROXY at most.
  const { setGlobalProxyFromEnv } = http as { setGlobalProxyFromEnv?: () => unknown };
  if (setGlobalProxyFromEnv === undefined) return false;
  setGlobalProxyFromEnv();
  return true;
}
