import { UserFacingError } from "../../core/errors";
import type { KnownSecrets } from "../../core/knownSecrets";
import { redactDeep } from "../../core/redactDeep";
import { redactError } from "../../core/redactError";

type Commands = Readonly<Record<string, (argument: unknown) => Promise<unknown>>>;

/** Results and failures go to other extensions and scripts, which write them down: no key is in them. */
export function redactedCommands(commands: Commands, secrets: KnownSecrets): Commands {
  return Object.fromEntries(
    Object.entries(commands).map(([id, run]) => [
      id,
      async (argument: unknown) => {
        try {
          return redactDeep(await run(argument), secrets.redact);
        } catch (error) {
          throw UserFacingError.is(error) ? redactError(error, secrets.redact) : error;
        }
      },
    ]),
  );
}
