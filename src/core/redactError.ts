import { UserFacingError } from "./errors";
import { omitAbsent } from "./omitAbsent";
import { redactDeep } from "./redactDeep";

/** The same failure without the secrets in its sentence, its details and its causes; itself when there are none. */
export function redactError(error: UserFacingError, redact: (text: string) => string): UserFacingError {
  const message = redact(error.message);
  const details = redactDeep(error.details, redact);
  const cause = redactCause(error.cause, redact);
  if (message === error.message && details === error.details && cause === error.cause) return error;
  const { code, remedy, retryable } = error;
  return new UserFacingError(code, message, omitAbsent({ remedy, retryable, details, cause }));
}

/** Of a cause only its words are ever used; they are put together so that none of them is overlooked. */
function redactCause(cause: unknown, redact: (text: string) => string): unknown {
  const words = wordsOf(cause);
  return redact(words) === words ? cause : new Error(redact(words));
}

function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause === "string" ? cause : "";
  const rest = wordsOf(cause.cause);
  return rest === "" ? cause.message : `${cause.message}: ${rest}`;
}
