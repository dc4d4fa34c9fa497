import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { parseErrorBody } from "./parseErrorBody";
import { redactSecret } from "./redactSecret";
import type { FailureContext } from "./toUserFacingError";

/** A 2xx answer that is not what was asked for; the sentence says what came instead. */
export function invalidAnswer(text: string, context: FailureContext): UserFacingError {
  const { provider, host } = context;
  const body = text.trimStart();
  if (body.startsWith("<")) {
    const title = parseErrorBody(text).message;
    return new UserFacingError(
      "invalid-response",
      l10n.t(
        "{0} answered with a web page; the base URL may be wrong, or a sign-in page stands in between.",
        host,
      ),
      title === undefined ? {} : { details: { providerMessage: redactSecret(title, context.key) } },
    );
  }
  if (body === "") {
    return new UserFacingError("invalid-response", l10n.t("{0} sent an empty answer.", provider));
  }
  return new UserFacingError(
    "invalid-response",
    l10n.t("{0} sent something that is not a valid answer.", provider),
  );
}

/** Slow models are preceded by newlines, which JSON allows (wire 4.3). Throws `invalid-response`. */
export function parseAnswerJson(text: string, context: FailureContext): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidAnswer(text, context);
  }
}
