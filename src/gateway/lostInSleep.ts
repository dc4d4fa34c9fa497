import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { isLoopback } from "../core/providers/isLoopback";
import type { FailureContext } from "./toUserFacingError";

/** What a silence after the machine's sleep means; `undefined` for a server on the same machine, which slept as well. */
export function lostInSleep({ host }: FailureContext): (() => UserFacingError) | undefined {
  if (isLoopback(host.replace(/:\d+$/, ""))) return undefined;
  return () =>
    new UserFacingError(
      "network",
      l10n.t("The connection to {0} was lost while this computer slept.", host),
      {
        remedy: "retry",
      },
    );
}
