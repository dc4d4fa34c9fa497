import * as l10n from "@vscode/l10n";
import OpenAI from "openai";
import { UserFacingError } from "../core/errors";
import type { Logger } from "../core/ports";
import { networkError } from "./networkError";
import type { RequestScope } from "./requestScope";
import { retryAfterOf, toUserFacingError } from "./toUserFacingError";
import type { FailureContext } from "./toUserFacingError";

/** One request, complete. */
export interface OutgoingRequest {
  readonly method: "get" | "post";
  readonly url: URL;
  readonly headers: Headers;
  readonly body?: object;
  /** Attempts after the first one, all before the first byte of an answer. */
  readonly maxRetries: number;
  /** Milliseconds one attempt may take until its headers are here; 0 = no limit. */
  readonly headersLimitMs: number;
  readonly onHeadersLimit: () => UserFacingError;
  readonly context: FailureContext;
}

export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  readonly log: Logger;
}

/** The statuses another attempt may cure (wire 6.5). The SDK alone would also repeat 409 and every 5xx. */
const RETRYABLE_STATUS = new Set([408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529]);

/** Above this the wait belongs to the user, who sees it and can stop it, and not to a silent retry. */
const MAX_SILENT_WAIT_MS = 5_000;

/** The SDK wants a limit; ours come from `RequestScope`. This is the longest a timer can be. */
const NO_SDK_TIMEOUT_MS = 2_147_483_647;

/**
 * Sends one request through the SDK, whose retries are the only retry layer, and resolves with a 2xx answer whose body
 * has not been read. Rejects with a `UserFacingError`, or with the reason for which `scope` was aborted.
 *
 * The SDK never sees the key: it gets a placeholder, and the attempt itself replaces all of its headers. So nothing that
 * the SDK adds, logs or reads from `OPENAI_*` variables reaches the wire, and an anonymous request stays anonymous.
 */
export async function sendRequest(
  request: OutgoingRequest,
  transport: Transport,
  scope: RequestScope,
): Promise<Response> {
  let failure: UserFacingError | undefined;
  const attempt = async (_url: unknown, init?: RequestInit): Promise<Response> => {
    const outcome = await attemptOnce(request, init?.body, transport, scope);
    if (outcome.error === undefined) return outcome.response;
    failure = outcome.error;
    if (outcome.response === undefined) {
      // An abort is the one thing after which the SDK does not try again.
      if (outcome.isPermanent) scope.fail(outcome.error);
      throw outcome.error;
    }
    return outcome.response;
  };
  const sdk = new OpenAI({
    apiKey: "placeholder",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: request.url.origin,
    logLevel: "off",
    timeout: NO_SDK_TIMEOUT_MS,
    maxRetries: request.maxRetries,
    fetch: attempt,
  });
  scope.signal.throwIfAborted();
  const options = { signal: scope.signal, ...(request.body && { body: request.body }) };
  const call =
    request.method === "post" ? sdk.post(request.url.href, options) : sdk.get(request.url.href, options);
  try {
    return await scope.race(call.asResponse());
  } catch (error) {
    scope.signal.throwIfAborted();
    throw failure ?? networkError(error, request.context).error;
  }
}

type Outcome =
  | { readonly response: Response; readonly error?: undefined }
  | { readonly response: Response; readonly error: UserFacingError }
  | { readonly response?: undefined; readonly error: UserFacingError; readonly isPermanent: boolean };

async function attemptOnce(
  request: OutgoingRequest,
  body: RequestInit["body"],
  transport: Transport,
  scope: RequestScope,
): Promise<Outcome> {
  const { url, context } = request;
  const started = performance.now();
  const logEnd = (end: string): void =>
    transport.log.debug(
      `${request.method.toUpperCase()} ${url.origin}${url.pathname} ${end} ${Math.round(performance.now() - started)} ms`,
    );
  const answer = (async (): Promise<Outcome> => {
    const response = await transport.fetch(url.href, {
      method: request.method.toUpperCase(),
      headers: request.headers,
      // Following a redirect would carry the key to wherever it points.
      redirect: "manual",
      signal: scope.signal,
      ...(body !== undefined && { body }),
    });
    if (scope.signal.aborted) {
      // A fetch that does not react to the signal must not leave its socket open.
      await response.body?.cancel(scope.signal.reason).catch(() => undefined);
      scope.signal.throwIfAborted();
    }
    logEnd(String(response.status));
    return response.ok ? { response } : readFailure(response, context);
  })();
  try {
    return await scope.race(answer, request.headersLimitMs, request.onHeadersLimit);
  } catch (error) {
    if (scope.signal.aborted) throw scope.signal.reason;
    const { error: known, isPermanent } = networkError(error, context);
    logEnd("no answer");
    return { error: known, isPermanent };
  }
}

/** Reads the error answer here, because only its body says whether another attempt makes sense. */
async function readFailure(response: Response, context: FailureContext): Promise<Outcome> {
  if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
    await response.body?.cancel().catch(() => undefined);
    return { error: redirectError(response, context), isPermanent: true };
  }
  const text = await response.text();
  const error = toUserFacingError(
    { status: response.status, headers: response.headers, body: text },
    context,
  );
  const waitMs = error.details?.retryAfterMs ?? retryAfterOf(response.headers);
  const mayRetry =
    error.retryable && RETRYABLE_STATUS.has(response.status) && (waitMs ?? 0) <= MAX_SILENT_WAIT_MS;
  const headers = new Headers({ "x-should-retry": String(mayRetry) });
  if (waitMs !== undefined) headers.set("retry-after-ms", String(waitMs));
  return { response: new Response(null, { status: response.status, headers }), error };
}

function redirectError(response: Response, context: FailureContext): UserFacingError {
  const location = response.headers.get("location");
  const target = location === null ? undefined : URL.parse(location, `https://${context.host}`)?.host;
  const details = response.status >= 300 ? { status: response.status } : {};
  const message = target
    ? l10n.t(
        "{0} redirects to {1}; the key is not sent there. Correct the base URL if that is the right place.",
        context.host,
        target,
      )
    : l10n.t("{0} redirects the request elsewhere; the base URL may be wrong.", context.host);
  return new UserFacingError("invalid-response", message, { remedy: "check-provider", details });
}
