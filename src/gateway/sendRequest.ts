import * as l10n from "@vscode/l10n";
import OpenAI from "openai";
import { UserFacingError } from "../core/errors";
import type { Logger } from "../core/ports";
import { networkError } from "./networkError";
import { readErrorText } from "./readErrorText";
import type { Patience, RequestScope } from "./requestScope";
import { toUserFacingError } from "./toUserFacingError";
import type { FailureContext } from "./toUserFacingError";

/** One request, complete. */
export interface OutgoingRequest {
  readonly method: "get" | "post";
  readonly url: URL;
  readonly headers: Headers;
  readonly body?: object;
  /** Until the headers are here. Absent = for ever. */
  readonly patience?: Patience;
  readonly context: FailureContext;
}

export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  readonly log: Logger;
}

/** The SDK wants a limit; ours come from `RequestScope`. This is the longest a timer can be. */
const NO_SDK_TIMEOUT_MS = 2_147_483_647;

/**
 * Sends one request through the SDK, once, and resolves with a 2xx answer whose body has not been read. Rejects with a
 * `UserFacingError`, or with the reason for which `scope` was aborted. Whether to try again is for the caller to say
 * (`RetrySchedule`): the SDK would do so in silence, and by the status alone.
 *
 * The SDK never sees the key: it gets a placeholder, and the attempt itself replaces all of its headers. So nothing that
 * the SDK adds, logs or reads from `OPENAI_*` variables reaches the wire, and an anonymous request stays anonymous.
 */
export async function sendRequest(
  request: OutgoingRequest,
  transport: Transport,
  scope: RequestScope,
): Promise<Response> {
  let failure: unknown;
  const attempt = async (_url: unknown, init?: RequestInit): Promise<Response> => {
    try {
      return await attemptOnce(request, init?.body, transport, scope);
    } catch (error) {
      failure = error;
      throw error;
    }
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
    maxRetries: 0,
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
    throw failure ?? networkError(error, request.context);
  }
}

async function attemptOnce(
  request: OutgoingRequest,
  body: RequestInit["body"],
  transport: Transport,
  scope: RequestScope,
): Promise<Response> {
  const { url, context } = request;
  const started = performance.now();
  const logEnd = (end: string): void =>
    transport.log.debug(
      `${request.method.toUpperCase()} ${url.origin}${url.pathname} ${end} ${Math.round(performance.now() - started)} ms`,
    );
  const answer = (async (): Promise<Response> => {
    const response = await transport.fetch(url.href, {
      method: request.method.toUpperCase(),
      headers: request.headers,
      // Following a redirect would carry the key to wherever it points.
      redirect: "manual",
      signal: scope.signal,
      ...(body !== undefined && { body }),
    });
    // A fetch that does not react to the signal must not leave its socket open.
    if (scope.signal.aborted) await response.body?.cancel(scope.signal.reason).catch(() => undefined);
    return response;
  })();
  let response: Response;
  try {
    response = await scope.race(answer, request.patience);
  } catch (error) {
    if (scope.signal.aborted) throw scope.signal.reason;
    logEnd("no answer");
    throw networkError(error, context);
  }
  logEnd(String(response.status));
  if (response.ok) return response;
  const failure = await readFailure(response, context, scope);
  scope.signal.throwIfAborted();
  throw failure;
}

async function readFailure(
  response: Response,
  context: FailureContext,
  scope: RequestScope,
): Promise<UserFacingError> {
  const { status, headers } = response;
  if (response.type === "opaqueredirect" || (status >= 300 && status < 400)) {
    await response.body?.cancel().catch(() => undefined);
    return redirectError(response, context);
  }
  return toUserFacingError({ status, headers, body: await readErrorText(response, scope) }, context);
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
