import * as l10n from "@vscode/l10n";
import type { ErrorCode, ErrorDetails, Remedy } from "../core/errors";
import { UserFacingError } from "../core/errors";
import { omitAbsent } from "../core/omitAbsent";
import { classifyFailure } from "./classifyFailure";
import type { FailureKind, Route } from "./classifyFailure";
import { parseErrorBody } from "./parseErrorBody";
import type { ErrorBody } from "./parseErrorBody";
import { redactSecret } from "./redactSecret";

/** What the sentences need to know about the request that failed. */
export interface FailureContext {
  /** Display name of the provider. */
  readonly provider: string;
  /** Host and port; never a whole URL, which may carry credentials. */
  readonly host: string;
  readonly route: Route;
  /** Absent where the request was not about a model. */
  readonly modelId?: string;
  /** Taken out of every text; `undefined` = the request was anonymous. */
  readonly key: string | undefined;
}

/** A failed answer as it came: parsed JSON or text, or the error object of a stream event. */
export interface Failure {
  /** HTTP status; `undefined` when the failure came inside a 200 answer. */
  readonly status?: number;
  readonly headers?: Headers;
  readonly body: unknown;
}

interface Description {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy?: Remedy;
  readonly retryable?: boolean;
}

const REQUEST_ID_HEADERS = ["request-id", "x-request-id", "x-generation-id"];

/** Turns any failed answer into the error the user sees (wire 6). Never throws. */
export function toUserFacingError(failure: Failure, context: FailureContext): UserFacingError {
  const body = withoutKey(parseErrorBody(failure.body), context.key);
  const status = failure.status ?? body.status;
  const retryAfterMs = body.retryAfterMs ?? (failure.headers && retryAfterOf(failure.headers));
  const kind = classifyFailure(body, status, context.route);
  const { code, message, remedy, retryable } = describe(kind, body, context, retryAfterMs);
  const details: ErrorDetails = omitAbsent({
    status,
    providerMessage: body.message,
    upstream: body.upstream,
    requestId: (failure.headers && requestIdOf(failure.headers)) ?? body.requestId,
    retryAfterMs,
    buyCreditsUrl: body.buyCreditsUrl,
    balanceUsd: body.balanceUsd,
  });
  const mayRetry = body.retryable === false ? false : retryable;
  return new UserFacingError(code, message, { details, ...omitAbsent({ remedy, retryable: mayRetry }) });
}

/** The id to quote to the gateway's support. */
export function requestIdOf(headers: Headers): string | undefined {
  for (const name of REQUEST_ID_HEADERS) {
    const id = headers.get(name);
    if (id) return id;
  }
  return undefined;
}

/** Milliseconds; `undefined` when the header is missing or unreadable. */
export function retryAfterOf(headers: Headers, now = Date.now()): number | undefined {
  const milliseconds = headers.get("retry-after-ms");
  if (milliseconds && Number(milliseconds) >= 0) return Number(milliseconds);
  const value = headers.get("retry-after");
  if (!value) return limitResetOf(headers, now);
  const waitMs = /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(waitMs) ? Math.max(0, Math.round(waitMs)) : undefined;
}

/** OpenRouter's own limits come without `Retry-After` but say when they end, in milliseconds since 1970 (wire 6.4). */
function limitResetOf(headers: Headers, now: number): number | undefined {
  if (headers.get("x-ratelimit-remaining") !== "0") return undefined;
  const waitMs = Number(headers.get("x-ratelimit-reset")) - now;
  // Others count seconds, from now or from 1970; all of these lie far in the past when read as milliseconds.
  return waitMs > 0 ? Math.round(waitMs) : undefined;
}

function withoutKey(body: ErrorBody, key: string | undefined): ErrorBody {
  return {
    ...body,
    ...(body.message !== undefined && { message: redactSecret(body.message, key) }),
    ...(body.upstream !== undefined && { upstream: redactSecret(body.upstream, key) }),
    ...(body.requestId !== undefined && { requestId: redactSecret(body.requestId, key) }),
  };
}

function describe(
  kind: FailureKind,
  body: ErrorBody,
  context: FailureContext,
  retryAfterMs: number | undefined,
): Description {
  const { provider, host } = context;
  const model = context.modelId ?? l10n.t("this model");
  switch (kind) {
    case "invalid-key":
      return context.key === undefined
        ? keyNeeded(provider)
        : {
            code: "authentication",
            message: l10n.t("{0} does not accept this key; it may have expired or been revoked.", provider),
          };
    case "sign-in-needed":
      // With a key this is how Kilo reports a bad organisation id or a blocked account (wire 1.7).
      return context.key === undefined
        ? keyNeeded(provider)
        : {
            code: "forbidden",
            message: l10n.t(
              "{0} does not let this account use {1}; the organisation may be wrong or the account blocked.",
              provider,
              model,
            ),
            remedy: "test-connection",
          };
    case "anonymous-quota":
      return {
        code: "rate-limited",
        message: l10n.t("Free use of {0} without a key is used up for now; add a key to go on.", provider),
        remedy: "set-api-key",
        retryable: false,
      };
    case "own-upstream-key":
      return {
        code: "authentication",
        message: l10n.t(
          "Your own provider key, stored at {0} for {1}, does not work; check it there.",
          provider,
          model,
        ),
        remedy: "check-provider",
      };
    case "own-upstream-key-limit":
      return {
        code: "rate-limited",
        message: l10n.t(
          "The limit of your own provider key, stored at {0} for {1}, is reached.",
          provider,
          model,
        ),
      };
    case "credits":
      return {
        code: "insufficient-credits",
        message: l10n.t("Your balance at {0} is too low for this run.", provider),
      };
    case "moderated":
      return { code: "moderated", message: l10n.t("The provider refused the content of this request.") };
    case "data-collection":
      return {
        code: "forbidden",
        message: l10n.t("{0} is only offered to accounts that let the provider keep prompts.", model),
      };
    case "not-allowed":
      return context.modelId === undefined
        ? {
            code: "forbidden",
            message: l10n.t("{0} refuses this account or organisation.", provider),
            remedy: "check-provider",
          }
        : {
            code: "forbidden",
            message: l10n.t("Your organisation or account may not use {0} here.", model),
          };
    case "model-not-found":
      return { code: "model-not-found", message: l10n.t("{0} does not offer {1}.", provider, model) };
    case "rate-limited":
      return {
        code: "rate-limited",
        message:
          retryAfterMs === undefined
            ? l10n.t("Too many requests; {0} needs a pause before it answers again.", provider)
            : l10n.t(
                "Too many requests; {0} answers again in about {1}.",
                provider,
                roughDuration(retryAfterMs),
              ),
      };
    case "context-length":
      return { code: "context-length-exceeded", message: contextSentence(body.message, model) };
    case "payload":
      return {
        code: "payload-too-large",
        message: l10n.t("The request is larger than {0} accepts.", provider),
      };
    case "request":
      return { code: "invalid-request", message: rejected(provider, body.message) };
    case "other-model-needed":
      return { code: "invalid-request", message: rejected(provider, body.message), remedy: "choose-model" };
    case "unavailable":
      return { code: "provider-unavailable", message: l10n.t("{0} cannot answer right now.", provider) };
    case "timeout":
      return {
        code: "timeout",
        message: l10n.t("{0} waited too long for an answer from the model and gave up.", provider),
        remedy: "retry",
      };
    case "connection-lost":
      return {
        code: "network",
        message: l10n.t("The connection to {0} was lost before it answered.", host),
        remedy: "retry",
      };
    case "wrong-address":
      return {
        code: "invalid-response",
        message: l10n.t("There is nothing at this address of {0}; the base URL may be wrong.", host),
        remedy: "check-provider",
      };
    case "proxy-sign-in":
      return {
        code: "network",
        message: l10n.t("The proxy on the way to {0} asks for a user name and password.", host),
        retryable: false,
      };
    case "newer-client-needed":
      return {
        code: "invalid-request",
        message: l10n.t("{0} asks for a newer version of this extension.", provider),
        remedy: "check-provider",
      };
  }
}

function keyNeeded(provider: string): Description {
  return { code: "not-configured", message: l10n.t("{0} needs a key before it can answer.", provider) };
}

function rejected(provider: string, reason: string | undefined): string {
  const words = reason?.replace(/[\s.]+$/, "");
  return words
    ? l10n.t("{0} rejected the request: {1}.", provider, words)
    : l10n.t("{0} rejected the request without a reason.", provider);
}

/** The numbers stand only in the sentence of the upstream (wire 7.4). */
function contextSentence(message: string | undefined, model: string): string {
  const limit = /maximum context length (?:is|of) (\d+)/i.exec(message ?? "")?.[1];
  const wanted = /requested (?:about )?(\d+) tokens/i.exec(message ?? "")?.[1];
  return limit !== undefined && wanted !== undefined
    ? l10n.t("The request has {0} tokens; {1} takes {2}.", grouped(wanted), model, grouped(limit))
    : l10n.t("The request is longer than {0} can take.", model);
}

function grouped(digits: string): string {
  return Number(digits).toLocaleString("en-US");
}

function roughDuration(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return seconds < 120 ? l10n.t("{0} s", seconds) : l10n.t("{0} min", Math.ceil(seconds / 60));
}
