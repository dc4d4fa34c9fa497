import path from "node:path";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import type { Environment } from "../core/providers/environmentKey";
import { variableNames } from "../core/spec/expandVariables";
import { isSecretFile } from "../core/spec/isSecretFile";
import type { Spec } from "../core/spec/parseSpec";
import { realPath } from "../node/realPath";
import { askYesNo } from "./askYesNo";
import type { RunOptions } from "./commandLine";
import type { Terminal } from "./terminal";

/** What of this computer may be sent along with a spec: said in the call, or asked. */
export class Consents {
  readonly #options: Pick<RunOptions, "sendEnv" | "sendSecretFiles">;
  readonly #terminal: Terminal;
  readonly #signal: AbortSignal;

  constructor(
    options: Pick<RunOptions, "sendEnv" | "sendSecretFiles">,
    terminal: Terminal,
    signal: AbortSignal,
  ) {
    this.#options = options;
    this.#terminal = terminal;
    this.#signal = signal;
  }

  /** True at once for a file that does not look like one of secrets, also behind a link. */
  async maySendFile(file: string): Promise<boolean> {
    const real = (await realPath(file)) ?? file;
    if (!isSecretFile(file) && !isSecretFile(real)) return true;
    const { folder } = this.#terminal;
    const agreed = this.#options.sendSecretFiles.map((name) => realPath(path.resolve(folder, name)));
    if ((await Promise.all(agreed)).includes(real)) return true;
    const question = l10n.t("Send {0} all the same? It looks like a file of secrets.", path.basename(file));
    return askYesNo(this.#terminal, question, this.#signal);
  }

  /**
   * The values of the variables that the spec names, uses and may send.
   * @throws UserFacingError `invalid-spec` when one is there and must not be sent.
   */
  async environment({ frontMatter, body }: Spec, name: string): Promise<Environment> {
    const { environment } = this.#terminal;
    const used = new Set(variableNames(body));
    const values: Record<string, string> = {};
    for (const variable of frontMatter.env ?? []) {
      const value = environment[variable];
      if (value === undefined || !used.has(`env:${variable}`)) continue;
      const maySend =
        this.#options.sendEnv.includes(variable) ||
        (await askYesNo(
          this.#terminal,
          l10n.t("Send the value of {0} with {1}?", variable, name),
          this.#signal,
        ));
      if (!maySend) {
        const option = `--send-env ${variable}`;
        throw new UserFacingError("invalid-spec", l10n.t("{0} is only sent with {1}.", variable, option));
      }
      values[variable] = value;
    }
    return values;
  }
}
