import http from "node:http";

type Variables = Readonly<Record<string, string | undefined>>;

/** Reached without a proxy, whatever the environment says. */
const THIS_COMPUTER = ["localhost", "127.0.0.1", "[::1]"];

/** The proxy that the environment names for `host`; `undefined` when it names none. May hold a password. */
export function proxyFromEnvironment(host: string, environment: Variables): string | undefined {
  const address = proxyIn(environment);
  return address && !isProxyException(host, environment) ? address : undefined;
}

/** Addresses on this computer and those in `NO_PROXY` are reached without a proxy. */
export function isProxyException(host: string, environment: Variables): boolean {
  const exceptions = exceptionsIn(environment).map((name) => name.replace(/^\*?\./, ""));
  const isNamed = exceptions.some((name) => name === "*" || host === name || host.endsWith(`.${name}`));
  return isNamed || THIS_COMPUTER.includes(host);
}

/** Whether requests of this process follow the proxies of its environment at all. */
export function followsProxies({ NODE_USE_ENV_PROXY }: Variables): boolean {
  return "setGlobalProxyFromEnv" in http || NODE_USE_ENV_PROXY === "1";
}

/** Sends what this process asks for through the proxies of its environment, where the runtime can. */
export function useProxyOfEnvironment(environment: Variables): void {
  const proxy = proxyIn(environment);
  // Newer than the oldest runtime that runs this, which has NODE_USE_ENV_PROXY at most.
  const { setGlobalProxyFromEnv } = http as { setGlobalProxyFromEnv?: (variables: Variables) => unknown };
  if (!proxy || setGlobalProxyFromEnv === undefined) return;
  const { HTTP_PROXY, http_proxy, HTTPS_PROXY, https_proxy } = environment;
  setGlobalProxyFromEnv({
    http_proxy: HTTP_PROXY || http_proxy || undefined,
    https_proxy: HTTPS_PROXY || https_proxy || undefined,
    no_proxy: [...exceptionsIn(environment), ...THIS_COMPUTER].join(","),
  });
}

function proxyIn({ HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy }: Variables): string | undefined {
  return HTTPS_PROXY || https_proxy || HTTP_PROXY || http_proxy;
}

function exceptionsIn({ NO_PROXY, no_proxy }: Variables): readonly string[] {
  return (NO_PROXY ?? no_proxy ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
