import * as l10n from "@vscode/l10n";
import { withMachine } from "../core/connection/withMachine";
import { UserFacingError } from "../core/errors";
import { redactSecret } from "./redactSecret";
import { asRecord, nonEmptyString } from "./looseJson";
import type { FailureContext } from "./toUserFacingError";

const CERTIFICATE =
  /^(?:CERT_|ERR_TLS_CERT|ERR_CERT|SELF_SIGNED|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER|DECRYPT)|HOSTNAME_MISMATCH)/;
const PROXY = /proxy|tunnel/i;
/** Undici's own limits, which stand behind ours. */
const STALLED = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);
/** `fetch` wraps the real cause, and an address with several IPs wraps one per IP. */
const MAX_DEPTH = 5;

/**
 * Names what kept the request from being answered. The sentence has the host only, never a URL. Not `retryable` where
 * another attempt right away would end the same way.
 */
export function networkError(thrown: unknown, context: FailureContext): UserFacingError {
  const causes = causeChain(thrown, 0);
  const code = causes.map((cause) => cause.code).find((found) => found !== undefined) ?? "";
  const words = causes.map((cause) => cause.message).join(": ");
  const { host, machine } = context;
  const otherWords = words.replaceAll(host.replace(/:\d+$/, ""), "");
  // The cause is for the log. It is a copy without the key, because a runtime may quote headers in its errors.
  const cause = new Error(redactSecret([code, words].filter((part) => part !== "").join(" "), context.key));
  const details = { neverSent: true } as const;
  /** No connection came about, and the next one would not either. */
  const permanent = (message: string): UserFacingError =>
    new UserFacingError("network", withMachine(message, machine), { cause, details, retryable: false });
  /** No connection came about. */
  const unreached = (message: string): UserFacingError =>
    new UserFacingError("network", withMachine(message, machine), { cause, details });
  /** Nobody knows how far the request came. */
  const passing = (message: string): UserFacingError =>
    new UserFacingError("network", withMachine(message, machine), { cause });

  const certificate = causes.map((found) => found.code ?? "").find((found) => CERTIFICATE.test(found));
  if (certificate !== undefined) {
    return permanent(
      l10n.t(
        "The certificate of {0} is not trusted here ({1}); a company proxy may have replaced it.",
        host,
        certificate,
      ),
    );
  }
  // To a refused CONNECT undici says: Proxy response (407) !== 200 when HTTP Tunneling.
  if (isWordless(causes) || (PROXY.test(otherWords) && /\(407\)/.test(otherWords))) {
    const refusal = { status: 407, neverSent: true } as const;
    return new UserFacingError("network", proxySignInSentence(context), {
      cause,
      details: refusal,
      retryable: false,
    });
  }
  if (PROXY.test(code) || PROXY.test(otherWords)) {
    return permanent(l10n.t("The proxy on the way to {0} did not let the request through.", host));
  }
  if (code === "ENOTFOUND") {
    return permanent(l10n.t("There is no host named {0}; check the address and the connection.", host));
  }
  if (code === "EAI_AGAIN") {
    return unreached(l10n.t("The name {0} cannot be looked up; the computer may be offline.", host));
  }
  if (code === "ECONNREFUSED") {
    return unreached(l10n.t("{0} refuses the connection; the server may not be running.", host));
  }
  if (code === "ECONNRESET" || code === "EPIPE" || code === "UND_ERR_SOCKET") {
    return passing(l10n.t("The connection to {0} was lost before it answered.", host));
  }
  if (STALLED.has(code)) {
    return new UserFacingError("timeout", l10n.t("{0} did not answer in time.", host), { cause });
  }
  return passing(l10n.t("{0} cannot be reached; check the connection or the proxy.", host));
}

/** A response of 407, which `fetch` must not show: the one failure for which undici has no word at all. */
function isWordless([outer, inner, ...rest]: readonly Cause[]): boolean {
  return (
    outer?.message === "fetch failed" &&
    inner?.message === "" &&
    inner.code === undefined &&
    rest.length === 0
  );
}

export function proxySignInSentence({ host, machine }: FailureContext): string {
  return withMachine(l10n.t("The proxy on the way to {0} asks for a user name and password.", host), machine);
}

/** True when the runtime itself gave up waiting for more of the body. */
export function isBodyTimeout(thrown: unknown): boolean {
  return causeChain(thrown, 0).some((cause) => STALLED.has(cause.code ?? ""));
}

interface Cause {
  readonly code?: string;
  readonly message: string;
}

function causeChain(thrown: unknown, depth: number): readonly Cause[] {
  const error = asRecord(thrown);
  if (error === undefined || depth > MAX_DEPTH) return [];
  const code = nonEmptyString(error["code"]);
  const inner = Array.isArray(error["errors"]) ? error["errors"][0] : undefined;
  return [
    { message: nonEmptyString(error["message"]) ?? "", ...(code !== undefined && { code }) },
    ...causeChain(error["cause"], depth + 1),
    ...causeChain(inner, depth + 1),
  ];
}
