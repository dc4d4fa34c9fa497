import type { ErrorReply } from "./replyFaults";

const JSON_HEADERS = { "content-type": "application/json" };

/** Form A of wire 6.1. */
function object(name: string, status: number, error: object, rest: object = {}): ErrorReply {
  return { name, status, headers: JSON_HEADERS, body: { error, ...rest } };
}

/** Form B: the error is a text. */
function text(name: string, status: number, type: string, message: string): ErrorReply {
  return { name, status, headers: JSON_HEADERS, body: { error: message, error_type: type, message } };
}

/** A status without a word. */
function bare(status: number): ErrorReply {
  return { name: `bare-${status}`, status, headers: { "content-length": "0" }, body: "" };
}

const upstream = { provider_name: "DeepInfra" };

/** What wire 6.2 to 6.4 name beyond the samples of `errors.json`. */
export const furtherErrors: readonly ErrorReply[] = [
  text("kilo-400-path", 400, "invalid_path", "No such API."),
  text("kilo-400-api-kind", 400, "api_kind_not_supported", "This model does not support this API."),
  text("kilo-400-organization-auto", 400, "organization_auto_configuration", "No models are set up."),
  text("kilo-402-byok", 402, "byok_error", "[BYOK] The provider account has no credit."),
  text("kilo-403-byok", 403, "byok_error", "[BYOK] The provider key has no permission."),
  text("kilo-429-byok", 429, "byok_error", "[BYOK] The limit of the provider key is reached."),
  object(
    "kilo-402-not-low",
    402,
    {
      title: "Low credit",
      message: "Add credits.",
      balance: 81.99,
      buyCreditsUrl: "https://app.kilo.ai/profile",
    },
    { error_type: "usage_limit_exceeded" },
  ),
  text("kilo-403-exclusive", 403, "feature_exclusive_model", "Only for another product."),
  text("kilo-403-abuse", 403, "abuse_blocked", "Blocked."),
  text("kilo-404-unavailable", 404, "unavailable_model", "This model is unavailable."),
  text("kilo-404-provider", 404, "provider_not_allowed", "The team does not permit this provider."),
  text("kilo-404-discontinued", 404, "discontinued_free_model", "This free model has ended."),
  text("kilo-426-upgrade", 426, "upgrade_required", "Please upgrade."),
  object(
    "kilo-429-anonymous-quota",
    429,
    { code: "PROMOTION_MODEL_LIMIT_REACHED", message: "Free use is used up for now." },
    { error_type: "promotion_limit_reached" },
  ),
  text("kilo-429-cooldown", 429, "refusal_cooldown", "Too many refusals."),
  text("kilo-500-context", 500, "context_length_exceeded", "The prompt is too long."),
  text("kilo-500-upstream", 500, "upstream_error", "The upstream failed."),
  text("kilo-503-auto-model", 503, "model_not_allowed", "No allowed model to route to."),
  text("kilo-503-timeout", 503, "timeout", "The provider took too long; a lower reasoning effort may help."),
  object("openrouter-400-max-tokens", 400, {
    code: 400,
    message: "max_tokens is too large",
    metadata: { error_type: "max_tokens_exceeded" },
  }),
  object("openrouter-400-policy", 400, {
    code: 400,
    message: "Refused",
    metadata: { error_type: "content_policy_violation" },
  }),
  object("openrouter-402", 402, {
    code: 402,
    message: "Insufficient credits",
    metadata: { error_type: "payment_required" },
  }),
  object("openrouter-403-guardrail", 403, {
    code: 403,
    message: "Blocked",
    metadata: { patterns: ["email"] },
  }),
  object("openrouter-403-region", 403, {
    http_status: 403,
    message: "Not here",
    availability: { code: "region_restricted", retryable: false },
  }),
  object("openrouter-404-data-policy", 404, {
    code: 404,
    message: "No endpoints found matching your data policy (Free model publication).",
  }),
  object("openrouter-404-free-ended", 404, {
    http_status: 404,
    message: "Ended",
    availability: { code: "free_variant_ended", retryable: false },
  }),
  object("openrouter-409", 409, { code: 409, message: "x", metadata: { error_type: "precondition_failed" } }),
  object("openrouter-413", 413, { code: 413, message: "x", metadata: { error_type: "payload_too_large" } }),
  object("openrouter-422", 422, { code: 422, message: "x", metadata: { error_type: "unprocessable" } }),
  object("openrouter-429-final", 429, {
    http_status: 429,
    message: "All providers are at capacity.",
    availability: { code: "capacity_exhausted", retryable: false },
  }),
  object("openrouter-429-text-code", 429, { code: "429", message: "Slow down." }),
  object("openrouter-502-raw", 502, {
    code: 502,
    message: "Provider returned error",
    metadata: { ...upstream, raw: '{"error":{"message":"Engine overloaded"}}' },
  }),
  object("openrouter-503-overloaded", 503, {
    code: 503,
    message: "Overloaded",
    metadata: { error_type: "provider_overloaded", ...upstream },
  }),
  object("openrouter-504", 504, { code: 504, message: "Too slow", metadata: { error_type: "timeout" } }),
  {
    name: "list-400",
    status: 400,
    headers: JSON_HEADERS,
    body: [{ error: { code: 400, message: "In a list", status: "INVALID_ARGUMENT" } }],
  },
  {
    name: "text-500",
    status: 500,
    headers: { "content-type": "text/plain" },
    body: "upstream connect error",
  },
  ...[400, 401, 402, 403, 404, 405, 409, 413, 422, 429, 451, 456, 500, 501, 502, 503, 504].map(bare),
  ...[520, 521, 522, 523, 530].map(bare),
];
