import type { ErrorBody } from "./parseErrorBody";

/** What a failed request means to us; each kind has its own sentence and remedy in `toUserFacingError`. */
export type FailureKind =
  | "invalid-key"
  | "sign-in-needed"
  | "anonymous-quota"
  | "own-upstream-key"
  | "own-upstream-key-limit"
  | "credits"
  | "moderated"
  | "data-collection"
  | "not-allowed"
  | "model-not-found"
  | "rate-limited"
  | "context-length"
  | "payload"
  | "request"
  | "other-model-needed"
  | "unavailable"
  | "timeout"
  | "connection-lost"
  | "wrong-address"
  | "proxy-sign-in"
  | "newer-client-needed";

/** Where the request went: a 404 means something else on each. */
export type Route = "chat" | "models" | "endpoints" | "account";

/** Kinds that say more than the HTTP status (wire 6.2, 6.4). */
const SPECIFIC: ReadonlyMap<string, FailureKind> = new Map<string, FailureKind>([
  ["invalid_token", "invalid-key"],
  ["invalid_api_key", "invalid-key"],
  ["paid_model_auth_required", "sign-in-needed"],
  ["promotion_model_limit_reached", "anonymous-quota"],
  ["promotion_limit_reached", "anonymous-quota"],
  ["byok_error", "own-upstream-key"],
  ["byok_key_required", "own-upstream-key"],
  ["usage_limit_exceeded", "credits"],
  ["insufficient_credits", "credits"],
  ["insufficient_quota", "credits"],
  ["payment_required", "credits"],
  ["content_policy_violation", "moderated"],
  ["content_filter", "moderated"],
  ["refusal", "moderated"],
  ["data_collection_required", "data-collection"],
  ["privacy_restricted", "data-collection"],
  ["model_not_allowed", "not-allowed"],
  ["provider_not_allowed", "not-allowed"],
  ["organization_auto_configuration", "not-allowed"],
  ["feature_exclusive_model", "not-allowed"],
  ["region_restricted", "not-allowed"],
  ["abuse_blocked", "not-allowed"],
  ["model_not_found", "model-not-found"],
  ["unavailable_model", "model-not-found"],
  ["discontinued_free_model", "model-not-found"],
  ["model_deprecated", "model-not-found"],
  ["free_variant_ended", "model-not-found"],
  ["no_endpoints", "model-not-found"],
  ["rate_limit_exceeded", "rate-limited"],
  ["rate_limit_error", "rate-limited"],
  ["refusal_cooldown", "rate-limited"],
  ["context_length_exceeded", "context-length"],
  ["token_limit_exceeded", "context-length"],
  ["string_too_long", "context-length"],
  ["payload_too_large", "payload"],
  ["image_not_found", "request"],
  ["invalid_path", "wrong-address"],
  ["api_kind_not_supported", "other-model-needed"],
  ["constraint_filtered", "other-model-needed"],
  ["wrong_endpoint", "other-model-needed"],
  ["temporarily_unavailable", "unavailable"],
  ["top_up_in_progress", "unavailable"],
  ["upstream_disconnect", "unavailable"],
  ["no_free_models_available", "unavailable"],
  ["model_unavailable_upstream", "unavailable"],
  ["provider_overloaded", "unavailable"],
  ["overloaded_error", "unavailable"],
  ["timeout", "timeout"],
  ["client_disconnect", "connection-lost"],
  ["upgrade_required", "newer-client-needed"],
]);

/** Kinds that say less than a status would; they count only where there is none, that is inside a 200 stream. */
const GENERIC: ReadonlyMap<string, FailureKind> = new Map<string, FailureKind>([
  ["authentication", "invalid-key"],
  ["authentication_required", "invalid-key"],
  ["authentication_error", "invalid-key"],
  ["permission_denied", "not-allowed"],
  ["permission_error", "not-allowed"],
  ["not_found", "model-not-found"],
  ["invalid_request", "request"],
  ["invalid_request_error", "request"],
  ["invalid_prompt", "request"],
  ["max_tokens_exceeded", "request"],
  ["unprocessable", "request"],
  ["unsupported_field", "request"],
]);

const CONTEXT_OVERFLOW =
  /maximum context length|context (?:length|window) (?:was |is )?exceeded|prompt is too long/i;
const UNKNOWN_MODEL_ID = /is not a valid model id/i;
/** The model is there, but nobody offers it with what the request asks for (wire 8, 25 and 39). */
const UNSUPPORTED_FEATURE = /no endpoints found that support/i;
const DATA_POLICY = /no endpoints found matching your data policy/i;

/**
 * Decides what a failure means, in the order of wire 0.1 rule 3: the machine-readable kinds, then sentences known to
 * come without one, then the status. `status` is `undefined` for an error inside a stream that names no number.
 */
export function classifyFailure(body: ErrorBody, status: number | undefined, route: Route): FailureKind {
  const message = body.message ?? "";
  if (body.kinds.includes("byok_error") || message.startsWith("[BYOK]")) {
    return status === 429 ? "own-upstream-key-limit" : "own-upstream-key";
  }
  if (body.isModeration) return "moderated";
  for (const kind of body.kinds) {
    const meaning = SPECIFIC.get(kind);
    if (meaning !== undefined) return meaning;
  }
  const isAboutRequest = status === undefined || status === 400 || status === 422 || status >= 500;
  if (isAboutRequest && CONTEXT_OVERFLOW.test(message)) return "context-length";
  if (status === 400 && UNKNOWN_MODEL_ID.test(message)) return "model-not-found";
  if (status === 404 && UNSUPPORTED_FEATURE.test(message)) return "other-model-needed";
  if (status === 404 && DATA_POLICY.test(message)) return "data-collection";
  if (status !== undefined) return classifyStatus(status, body, route);
  for (const kind of body.kinds) {
    const meaning = GENERIC.get(kind);
    if (meaning !== undefined) return meaning;
  }
  return "unavailable";
}

function classifyStatus(status: number, body: ErrorBody, route: Route): FailureKind {
  switch (status) {
    case 401:
      return "invalid-key";
    case 402:
      return "credits";
    case 403:
    case 451:
      return "not-allowed";
    case 404:
      // Only somebody who knows the API can say that the model is missing; anybody else says that the page is.
      return route === "chat" && body.isFromGateway ? "model-not-found" : "wrong-address";
    case 405:
      return "wrong-address";
    case 407:
      return "proxy-sign-in";
    case 408:
    case 504:
    case 524:
      return "timeout";
    case 413:
      return "payload";
    case 426:
      return "newer-client-needed";
    case 429:
      return "rate-limited";
    case 499:
      return "connection-lost";
    default:
      return status >= 500 ? "unavailable" : "request";
  }
}
