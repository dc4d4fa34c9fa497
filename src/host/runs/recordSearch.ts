import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import { answerSnippet, searchable } from "../../core/records/answerSnippet";
import { recordCost } from "../../core/records/recordCost";
import { recordLabel } from "../../core/records/recordLabel";
import { expectedLabel } from "../../core/records/expectedLabel";
import { statusLabel } from "../../core/run/statusLabel";
import type { RecordSummary } from "../../core/records/recordSummary";
import { formatTokenLimit } from "../../core/cost/formatTokens";
import type { Language } from "../language";
import type { RecordStore } from "../recordStore";
import type { RecordSummaries } from "./recordSummaries";
import { momentLabel } from "./runDates";

/** The newest records: more would be read for minutes. */
const MOST_SEARCHED = 2000;
/** Results are shown as they are found, but not one by one. */
const BATCH = 50;
/** A search begins when typing pauses. */
const PAUSE_MS = 250;

interface Item extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

interface RecordSearchParts {
  readonly records: Pick<RecordStore, "list">;
  readonly summaries: RecordSummaries;
  readonly language: () => Language;
}

/** Finds a record by its spec, model, status, or by what its answer says. */
export class RecordSearch {
  readonly #parts: RecordSearchParts;

  constructor(parts: RecordSearchParts) {
    this.#parts = parts;
  }

  /** `except`: a record that is not offered. `undefined` when none was chosen. */
  async pick({
    title,
    except,
  }: {
    readonly title: string;
    readonly except?: vscode.Uri;
  }): Promise<vscode.Uri | undefined> {
    const found = (await this.#parts.records.list()).filter((uri) => uri.toString() !== except?.toString());
    const uris = found.slice(0, MOST_SEARCHED);
    const quickPick = vscode.window.createQuickPick<Item>();
    quickPick.title =
      found.length > uris.length
        ? l10n.t(
            "{0}: the newest {1} of {2}",
            title,
            formatTokenLimit(uris.length),
            formatTokenLimit(found.length),
          )
        : title;
    quickPick.placeholder = l10n.t("Spec, model, status, or words of the answer");
    quickPick.matchOnDescription = true;
    quickPick.matchOnDetail = true;
    quickPick.keepScrollPosition = true;
    const search = new ShownSearch(quickPick, uris, this.#parts);
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<vscode.Uri | undefined>((resolve, reject) => {
        const start = (wanted: string) => search.run(wanted).catch(reject);
        quickPick.onDidAccept(() => {
          const [chosen] = quickPick.selectedItems;
          if (chosen) resolve(chosen.uri);
        });
        quickPick.onDidHide(() => resolve(undefined));
        quickPick.onDidChangeValue((value) => {
          clearTimeout(timer);
          timer = setTimeout(() => void start(value), PAUSE_MS);
        });
        quickPick.show();
        void start("");
      });
    } finally {
      clearTimeout(timer);
      search.stop();
      quickPick.dispose();
    }
  }
}

/** What one list shows. A new search takes the place of the one that is under way. */
class ShownSearch {
  readonly #list: vscode.QuickPick<Item>;
  readonly #uris: readonly vscode.Uri[];
  readonly #parts: RecordSearchParts;
  #number = 0;

  constructor(list: vscode.QuickPick<Item>, uris: readonly vscode.Uri[], parts: RecordSearchParts) {
    this.#list = list;
    this.#uris = uris;
    this.#parts = parts;
  }

  stop(): void {
    this.#number += 1;
  }

  async run(value: string): Promise<void> {
    this.#number += 1;
    const number = this.#number;
    const wanted = searchable(value.trim());
    this.#list.busy = true;
    const items: Item[] = [];
    for (let start = 0; start < this.#uris.length; start += BATCH) {
      const batch = this.#uris.slice(start, start + BATCH);
      const found = await Promise.all(batch.map((uri) => this.#item(uri, wanted)));
      if (number !== this.#number) return;
      items.push(...found.filter((item) => item !== undefined));
      // Until everything was looked at, what an earlier search has found stays in reach.
      if (start === 0 || items.length > this.#list.items.length) this.#list.items = [...items];
    }
    this.#list.items = items;
    this.#list.busy = false;
  }

  /** `undefined` for a file that is no record. */
  async #item(uri: vscode.Uri, wanted: string): Promise<Item | undefined> {
    const { summaries, language } = this.#parts;
    try {
      const summary = await summaries.of(uri);
      // Answers are not kept, so that a search of thousands takes time and not memory.
      const snippet = wanted === "" ? undefined : answerSnippet((await summaries.record(uri)).answer, wanted);
      return {
        uri,
        label: recordLabel(summary),
        description: describe(summary, momentLabel(summary.startedAt, language().id)),
        // The list itself looks for what was typed in all three, and knows no composed letters.
        ...(snippet !== undefined && { detail: snippet, alwaysShow: true }),
      };
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      return undefined;
    }
  }
}

function describe(summary: RecordSummary, moment: string): string {
  const { result } = summary;
  return [moment, statusLabel(result.status), recordCost(summary), result.model, expectedLabel(summary)]
    .filter((part) => part !== undefined)
    .join(" · ");
}
