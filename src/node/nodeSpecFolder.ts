import path from "node:path";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import type { SpecFolder } from "../core/ports";
import { readSpecFile } from "./readSpecFile";
import { leadsOutside } from "./realPath";

/** Reads what a spec includes from a folder on disk. */
export class NodeSpecFolder implements SpecFolder {
  readonly #folder: string;
  readonly #maySend: (file: string) => Promise<boolean>;

  /** `maySend`: asked for each file before it is read. */
  constructor(folder: string, maySend: (file: string) => Promise<boolean>) {
    this.#folder = folder;
    this.#maySend = maySend;
  }

  async read(name: string): Promise<string> {
    const file = path.join(this.#folder, name);
    if (await leadsOutside(file, [this.#folder])) {
      throw new UserFacingError(
        "invalid-spec",
        l10n.t("{0} leads out of the workspace folder, so it is not read.", name),
      );
    }
    if (!(await this.#maySend(file))) {
      throw new UserFacingError("invalid-spec", l10n.t("{0} is not sent, as it may hold secrets.", name));
    }
    return readSpecFile(file, name);
  }
}
