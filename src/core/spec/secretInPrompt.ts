import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import type { KnownSecrets } from "../knownSecrets";
import type { ChatMessage } from "../ports";

/**
 * Why a prompt may not be sent: one of the user's keys stands in it. `undefined` when none does. `file`: the text of the
 * file that is part of it, for the line number; absent when lines mean nothing to the reader. The sentence names the key's
 * owner and never the key.
 */
export function secretInPrompt(
  messages: readonly ChatMessage[],
  file: string | undefined,
  secrets: KnownSecrets,
  nameOf: (providerId: string) => string,
): UserFacingError | undefined {
  const found = messages.map(({ content }) => secrets.findIn(content)).find((place) => place);
  if (!found) return undefined;
  const inFile = file === undefined ? undefined : secrets.findIn(file);
  const owner = found.providerId === undefined ? l10n.t("a provider") : nameOf(found.providerId);
  return inFile
    ? new UserFacingError(
        "invalid-spec",
        l10n.t("Line {0} holds the key of {1}; it is not sent.", inFile.line, owner),
        { details: { line: inFile.line } },
      )
    : new UserFacingError("invalid-spec", l10n.t("The text holds the key of {0}; it is not sent.", owner));
}
