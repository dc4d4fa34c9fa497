import type { BudgetQuestion } from "./cost/budget";

/** The closed list of expected failures, as the public contract names them. */
export type ErrorCode =
  | "not-configured"
  | "authentication"
  | "insufficient-credits"
  | "forbidden"
  | "moderated"
  | "model-not-found"
  | "rate-limited"
  | "context-length-exceeded"
  | "payload-too-large"
  | "invalid-request"
  | "provider-unavailable"
  | "timeout"
  | "network"
  | "stream-interrupted"
  | "empty-answer"
  | "invalid-response"
  | "budget-exceeded"
  | "invalid-spec"
  | "untrusted-workspace";

/** The one most useful next step; each host maps every remedy to one button or one printed hint. */
export type Remedy =
  | "set-api-key"
  | "add-credits"
  | "choose-model"
  | "use-free-model"
  | "show-request"
  | "retry"
  | "wait-longer"
  | "edit-parameters"
  | "test-connection"
  | "continue"
  | "raise-limit"
  | "raise-budget"
  | "edit-spec"
  | "manage-trust"
  | "check-provider";

/** What the wire told us beyond the sentence. Redacted before it is shown or logged. */
export interface ErrorDetails {
  /** HTTP status; `undefined` when nothing was answered or the error came inside a 200 stream without a number. */
  readonly status?: number;
  /** The gateway's own words, unwrapped from whatever envelope they came in. */
  readonly providerMessage?: string;
  /** The upstream that failed, when the gateway names it, e.g. `"DeepInfra"`. */
  readonly upstream?: string;
  readonly requestId?: string;
  /** The request never left this machine, or was not let through to the gateway: nobody can have billed it. */
  readonly neverSent?: true;
  /** Milliseconds the server asked us to wait. */
  readonly retryAfterMs?: number;
  /** Where credits are bought, as the server gave it; always https. */
  readonly buyCreditsUrl?: string;
  /** Account balance in USD, from a Kilo 402. */
  readonly balanceUsd?: number;
  /** Estimated tokens of a prompt that is too long. */
  readonly promptTokens?: number;
  /** 1-based line of the spec that is wrong. */
  readonly line?: number;
  /** With `budget-exceeded`: which one, and the figures to decide by. */
  readonly budget?: BudgetQuestion;
}

/** Plain data form of a failure: survives JSON, `postMessage` and the conversation file. */
export interface RunError {
  readonly code: ErrorCode;
  /** One plain sentence for the user, in the user's language. */
  readonly message: string;
  readonly remedy: Remedy;
  readonly retryable: boolean;
  readonly details?: ErrorDetails;
}

const DEFAULTS: Record<ErrorCode, { readonly remedy: Remedy; readonly retryable: boolean }> = {
  "not-configured": { remedy: "set-api-key", retryable: false },
  authentication: { remedy: "set-api-key", retryable: false },
  "insufficient-credits": { remedy: "add-credits", retryable: false },
  forbidden: { remedy: "choose-model", retryable: false },
  moderated: { remedy: "show-request", retryable: false },
  "model-not-found": { remedy: "choose-model", retryable: false },
  "rate-limited": { remedy: "retry", retryable: true },
  "context-length-exceeded": { remedy: "choose-model", retryable: false },
  "payload-too-large": { remedy: "show-request", retryable: false },
  "invalid-request": { remedy: "edit-parameters", retryable: false },
  "provider-unavailable": { remedy: "retry", retryable: true },
  timeout: { remedy: "wait-longer", retryable: true },
  network: { remedy: "test-connection", retryable: true },
  "stream-interrupted": { remedy: "continue", retryable: true },
  "empty-answer": { remedy: "retry", retryable: true },
  "invalid-response": { remedy: "test-connection", retryable: false },
  "budget-exceeded": { remedy: "raise-budget", retryable: false },
  "invalid-spec": { remedy: "edit-spec", retryable: false },
  "untrusted-workspace": { remedy: "manage-trust", retryable: false },
};

/**
 * Every failure we expect. `message` is shown to the user; `cause` goes to the log only, redacted.
 * Anything else that is thrown is a bug.
 */
export class UserFacingError extends Error {
  override readonly name = "UserFacingError";
  readonly code: ErrorCode;
  readonly remedy: Remedy;
  readonly retryable: boolean;
  readonly details: ErrorDetails | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { remedy?: Remedy; retryable?: boolean; details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.remedy = options.remedy ?? DEFAULTS[code].remedy;
    this.retryable = options.retryable ?? DEFAULTS[code].retryable;
    this.details = options.details;
  }

  /** Use this instead of `instanceof`: the gateway is a bundle of its own and brings its own copy of this class. */
  static is(error: unknown): error is UserFacingError {
    return error instanceof Error && error.name === "UserFacingError";
  }

  toRunError(): RunError {
    const { code, message, remedy, retryable, details } = this;
    return { code, message, remedy, retryable, ...(details && { details }) };
  }
}
