import type { IncomingHttpHeaders } from "node:http";
import type { Dialect } from "./dialect";

/** Whom a request comes from. */
export type Caller =
  | { readonly kind: "anonymous" }
  /** A key was sent and is not accepted. */
  | { readonly kind: "refused" }
  | { readonly kind: "account"; readonly depleted: boolean };

/** The one organisation that every account belongs to. */
export const organization = {
  id: "5b0e1c52-6f0a-4d0c-9a43-2f6f0c9d7e11",
  name: "SmartSpec Team",
  role: "member",
} as const;

/**
 * Wire 0.1 rule 5 and 1.1: no key, or exactly `anonymous`, is nobody. Accepted are the listed keys, keys with
 * `depleted` in them, and tokens in the form of a JWT that has not expired; signatures are not checked. The plain
 * dialect also takes the key in `x-proxy-token`.
 */
export function identifyCaller(
  headers: IncomingHttpHeaders,
  validKeys: readonly string[],
  dialect: Dialect,
): Caller {
  const proxyToken = dialect === "plain" ? headers["x-proxy-token"] : undefined;
  const bearer = /^bearer +(.*)$/i.exec(headers.authorization ?? "")?.[1];
  const key = typeof proxyToken === "string" ? proxyToken : bearer;
  if (key === undefined && headers.authorization === undefined) return { kind: "anonymous" };
  if (key === "anonymous") return { kind: "anonymous" };
  if (key === undefined) return { kind: "refused" };
  const depleted = key.includes("depleted");
  return depleted || validKeys.includes(key) || isLivingToken(key)
    ? { kind: "account", depleted }
    : { kind: "refused" };
}

/** A token that `identifyCaller` accepts until `expiresAt` (seconds since 1970). */
export function createToken(claims: Readonly<Record<string, unknown>>, expiresAt: number): string {
  return `${part({ alg: "HS256", typ: "JWT" })}.${part({ ...claims, version: 3, exp: expiresAt })}.${part("local")}`;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function isLivingToken(key: string): boolean {
  if (!/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(key)) return false;
  try {
    const claims: unknown = JSON.parse(Buffer.from(key.split(".")[1] ?? "", "base64url").toString());
    if (typeof claims !== "object" || claims === null || !("exp" in claims)) return false;
    return typeof claims.exp === "number" && claims.exp > Date.now() / 1000;
  } catch {
    return false;
  }
}
