import * as l10n from "@vscode/l10n";
import { formatUsdSum } from "../core/cost/formatCost";
import { localNumber } from "../core/localNumber";
import type { ErrorCode, ErrorDetails, Remedy } from "../core/errors";
import { UserFacingError } from "../core/errors";
import { omitAbsent } from "../core/omitAbsent";
import { classifyFailure } from "./classifyFailure";
import type { FailureKind, Route } from "./classifyFailure";
import { proxySignInSentence } from "./networkError";
import { parseErrorBody } from "./parseErrorBody";
import type { ErrorBody } from "./parseErrorBody";
import { redactSecret } from "./redactSecret";
import { UnclearRefusal, wrongOrganizationSentence } from "./unclearRefusal";

/** What the sentences need to know about the request that failed. */
export interface FailureContext {
  /** Display name of the provider. */
  readonly provider: string;
  /** Host and port; never a whole URL, which may carry credentials. */
  readonly host: string;
  readonly route: Route;
  /** Absent where the request was not about a model. */
  readonly modelId?: string;
  /** An organisation was named, which may be what was refused. */
  readonly hasOrganization?: boolean;
  /** As in `GatewayEnvironment`. */
  readonly machine?: string | undefined;
  /** Taken out of every text; `undefined` = the request was anonymous. */
  readonly key: string | undefined;
}

/** A failed answer as it came: parsed JSON or text, or the error object of a stream event. */
export interface Failure {
  /** Who was answering until then; the body's own word goes before it. */
  readonly upstream?: string | undefined;
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
  const parsed = parseErrorBody(failure.body);
  const body = withoutKey(
    { ...parsed, ...omitAbsent({ upstream: parsed.upstream ?? failure.upstream }) },
    context.key,
  );
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
  const ErrorKind = kind === "sign-in-needed" && context.key !== undefined ? UnclearRefusal : UserFacingError;
  return new ErrorKind(code, message, { details, ...omitAbsent({ remedy, retryable: mayRetry }) });
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
    ...(body.upstreamReason !== undefined && { upstreamReason: redactSecret(body.upstreamReason, key) }),
    ...(body.title !== undefined && { title: redactSecret(body.title, key) }),
    ...(body.upstream !== undefined && { upstream: redactSecret(body.upstream, key) }),
    ...(body.requestId !== undefined && { requestId: redactSecret(body.requestId, key) }),
    ...(body.buyCreditsUrl !== undefined && { buyCreditsUrl: redactSecret(body.buyCreditsUrl, key) }),
  };
}

function describe(
  kind: FailureKind,
  body: ErrorBody,
  context: FailureContext,
  retryAfterMs: number | undefined,
): Description {
  const { provider, host } = context;
  const answerer = whoAnswers(body, provider);
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
      return describeCredits(body, provider);
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
            message:
              context.hasOrganization === true
                ? l10n.t("{0} refuses this account or the organisation in KILO_ORG_ID.", provider)
                : l10n.t("{0} refuses this account or organisation.", provider),
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
            ? l10n.t("Too many requests; {0} needs a pause before it answers again.", answerer)
            : l10n.t(
                "Too many requests; {0} answers again in about {1}.",
                answerer,
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
      // The account routes take nothing else that could be wrong.
      return context.route === "account" && context.hasOrganization === true
        ? { code: "forbidden", message: wrongOrganizationSentence(provider), remedy: "check-provider" }
        : { code: "invalid-request", message: rejected(answerer, body.message) };
    case "other-model-needed":
      return { code: "invalid-request", message: rejected(answerer, body.message), remedy: "choose-model" };
    case "unavailable":
      return {
        code: "provider-unavailable",
        message:
          body.upstreamReason === undefined
            ? l10n.t("{0} cannot answer right now.", answerer)
            : l10n.t("{0} cannot answer right now: {1}.", answerer, inSentence(body.upstreamReason)),
      };
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
        message: proxySignInSentence(context),
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

function whoAnswers({ upstream }: ErrorBody, provider: string): string {
  return upstream === undefined || upstream === provider
    ? provider
    : l10n.t("{0} at {1}", upstream, provider);
}

/** From here on a balance is no reason to be turned away, whatever the server says (wire 8, 34). */
const SUFFICIENT_USD = 1;

function describeCredits({ title, balanceUsd }: ErrorBody, provider: string): Description {
  const code = "insufficient-credits";
  if (balanceUsd !== undefined && balanceUsd >= SUFFICIENT_USD) {
    const message = l10n.t(
      "{0} asks for credits, although it reports a balance of {1}.",
      provider,
      formatUsdSum(balanceUsd),
    );
    return { code, message, remedy: "test-connection" };
  }
  const heading = title === undefined ? "" : inSentence(title);
  return heading === ""
    ? { code, message: l10n.t("Your balance at {0} is too low for this run.", provider) }
    : { code, message: l10n.t("{0}: your balance at {1} is too low for this run.", heading, provider) };
}

function rejected(answerer: string, reason: string | undefined): string {
  const words = reason?.replace(/[\s.]+$/, "");
  return words
    ? l10n.t("{0} rejected the request: {1}.", answerer, words)
    : l10n.t("{0} rejected the request without a reason.", answerer);
}

const MAX_QUOTE_LENGTH = 200;

/** Somebody else's words, made to fit into a sentence of ours. */
function inSentence(words: string): string {
  const line = words.replaceAll(/\s+/g, " ").trim();
  return line.length > MAX_QUOTE_LENGTH
    ? `${line.slice(0, MAX_QUOTE_LENGTH).trimEnd()}…`
    : line.replace(/[\s.:!]+$/, "");
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
  return localNumber(String(Number(digits)));
}

function roughDuration(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return seconds < 120 ? l10n.t("{0} s", seconds) : l10n.t("{0} min", Math.ceil(seconds / 60));
}
