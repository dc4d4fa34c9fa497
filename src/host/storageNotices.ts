import path from "node:path";
import * as l10n from "@vscode/l10n";
import type { Logger } from "../core/ports";
import { errorCode } from "./appendBytes";

/** Shows one sentence; with `file`, together with a way to look at it. */
export type ShowNotice = (sentence: string, file?: string) => void;

/**
 * What the user hears about the files of the chat: a failure once, however many files have it, until all of them can be
 * written again.
 */
export class StorageNotices {
  readonly #show: ShowNotice;
  readonly #log: Logger;
  readonly #failing = new Set<string>();
  readonly #full = new Set<string>();

  constructor(show: ShowNotice, log: Logger) {
    this.#show = show;
    this.#log = log;
  }

  writeFailed(file: string, error: unknown): void {
    if (this.#failing.has(file)) return;
    this.#log.error(`Writing ${path.basename(file)} failed: ${String(error)}`);
    if (this.#failing.size === 0) this.#show(failureSentence(error));
    this.#failing.add(file);
  }

  writeWorks(file: string): void {
    this.#full.delete(file);
    if (this.#failing.delete(file)) this.#log.info(`${path.basename(file)} can be written again.`);
  }

  /** More waits to be written than is kept: what comes now is lost to the file. */
  dropped(file: string): void {
    if (this.#full.has(file)) return;
    this.#log.error(`Too much waits for ${path.basename(file)}; what comes now is not kept for it.`);
    if (this.#full.size === 0) {
      this.#show(l10n.t("Too much is waiting to be saved. What the chat shows from here on is not saved."));
    }
    this.#full.add(file);
  }

  readFailed(file: string, error: unknown): void {
    this.#log.warn(`Reading ${path.basename(file)} failed: ${String(error)}`);
  }

  damagedLines(file: string, count: number): void {
    this.#log.warn(`Skipped ${count} lines of ${path.basename(file)} that are torn or damaged.`);
  }

  /** `isWhole`: nothing of the file could be used; otherwise it is a copy, and the file goes on. */
  setAside(copy: string, isWhole: boolean): void {
    this.#log.warn(`Set aside: ${copy}`);
    this.#show(
      isWhole
        ? l10n.t("A file of the chat could not be read. It was kept as {0}.", path.basename(copy))
        : l10n.t(
            "A file of the chat has entries that this version cannot read. A copy was kept as {0}.",
            path.basename(copy),
          ),
      copy,
    );
  }
}

function failureSentence(error: unknown): string {
  const code = errorCode(error);
  return code === "ENOSPC" || code === "EDQUOT"
    ? l10n.t(
        "The disk is full, so the chat cannot be saved. It goes on and is saved as soon as there is room.",
      )
    : l10n.t(
        "The chat cannot be saved: its folder cannot be written. It goes on and is saved once it can be.",
      );
}
