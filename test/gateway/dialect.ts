/**
 * How a route speaks. `kilo`: `/api/gateway` and `/api/openrouter`; `openrouter`: OpenRouter's own wider forms under
 * `/api/v1`; `plain`: OpenAI's minimum under `/v1`, as proxies and small servers have it.
 */
export type Dialect = "kilo" | "openrouter" | "plain";

export interface Address {
  readonly dialect: Dialect;
  /** What follows the prefix, without the query: `/chat/completions`, `/models/acme/large/endpoints`. Undecoded. */
  readonly rest: string;
}

/** Which dialect a path speaks; `undefined` outside all of them. The `/v1` infix is as free as wire 0.1 rule 1 says. */
export function addressOf(pathname: string): Address | undefined {
  const kilo = /^\/api\/(gateway|openrouter)(\/v1)?(\/.*)$/.exec(pathname);
  if (kilo !== null) {
    const rest = kilo[3] ?? "";
    const listUnderOpenRouter = kilo[1] === "openrouter" && kilo[2] !== undefined && rest === "/models";
    return listUnderOpenRouter ? undefined : { dialect: "kilo", rest };
  }
  const openrouter = /^\/api\/v1(\/.*)$/.exec(pathname);
  if (openrouter !== null) return { dialect: "openrouter", rest: openrouter[1] ?? "" };
  const plain = /^\/v1(\/.*)$/.exec(pathname);
  return plain === null ? undefined : { dialect: "plain", rest: plain[1] ?? "" };
}
