import { readFile, stat } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { decodeSpec, MAX_SPEC_BYTES, specTooLarge } from "../core/spec/decodeSpec";

/**
 * The text of a file that is sent. `name`: for sentences.
 * @throws UserFacingError `invalid-spec` or `payload-too-large`.
 */
export async function readSpecFile(file: string, name: string): Promise<string> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) {
      throw new UserFacingError("invalid-spec", l10n.t("{0} is a folder, not a file.", name));
    }
    // Not read at all when it is far too large; pipes and devices may never end.
    if (found.size > 16 * MAX_SPEC_BYTES) throw specTooLarge(found.size, name);
    if (!found.isFile()) throw new UserFacingError("invalid-spec", l10n.t("{0} cannot be read.", name));
    return decodeSpec(await readFile(file), name);
  } catch (error) {
    if (UserFacingError.is(error)) throw error;
    throw new UserFacingError("invalid-spec", l10n.t("{0} cannot be read.", name), { cause: error });
  }
}
