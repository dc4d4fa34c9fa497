import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { recordCost } from "../../core/records/recordCost";
import { rowText } from "../../core/records/rowText";
import { recordLabel } from "../../core/records/recordLabel";
import { expectedLabel } from "../../core/records/expectedLabel";
import { statusLabel } from "../../core/run/statusLabel";
import type { RecordSummary } from "../../core/records/recordSummary";
import { formatTokenLimit } from "../../core/cost/formatTokens";
import type { Language } from "../language";
import type { RecordStore } from "../recordStore";
import type { RecordSummaries } from "./recordSummaries";
import { momentLabel } from "./runDates";
import { type FoundRecord, searchRecords } from "./searchRecords";

/** Rows of the list: more are not looked through by anybody, and every one costs the window. */
const MOST_SHOWN = 500;
/** Without a word, the newest ones are offered. */
const MOST_OFFERED = 100;
/** Rows are shown as they are found, but the list is not drawn anew for each. */
const DRAW_MS = 150;
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
    const uris = (await this.#parts.records.list())
      .map(({ place }) => place)
      .filter((uri) => uri.toString() !== except?.toString());
    const quickPick = vscode.window.createQuickPick<Item>();
    quickPick.title = title;
    quickPick.placeholder = l10n.t("Spec, model, status, or words of the answer");
    quickPick.keepScrollPosition = true;
    const search = new ShownSearch({ list: quickPick, title, uris, parts: this.#parts });
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
  readonly #title: string;
  readonly #uris: readonly vscode.Uri[];
  readonly #parts: RecordSearchParts;
  #current = new AbortController();

  constructor({
    list,
    title,
    uris,
    parts,
  }: {
    readonly list: vscode.QuickPick<Item>;
    readonly title: string;
    readonly uris: readonly vscode.Uri[];
    readonly parts: RecordSearchParts;
  }) {
    this.#list = list;
    this.#title = title;
    this.#uris = uris;
    this.#parts = parts;
  }

  stop(): void {
    this.#current.abort();
  }

  async run(wanted: string): Promise<void> {
    this.stop();
    const { signal } = (this.#current = new AbortController());
    const { summaries, language } = this.#parts;
    const most = wanted.trim() === "" ? MOST_OFFERED : MOST_SHOWN;
    const items: Item[] = [];
    let drawnAt = 0;
    this.#list.busy = true;
    this.#list.title = this.#title;
    for await (const found of searchRecords(this.#uris, wanted, {
      read: (uri) => summaries.record(uri),
      describe: (summary) => ({
        label: recordLabel(summary),
        description: describe(summary, momentLabel(summary.startedAt, language().id)),
      }),
      signal,
    })) {
      if (signal.aborted) return;
      items.push(...found.map(itemOf));
      if (items.length >= most) break;
      // Until something is found, what an earlier search has found stays in reach.
      if (items.length === 0 || performance.now() - drawnAt < DRAW_MS) continue;
      this.#list.items = [...items];
      drawnAt = performance.now();
    }
    this.#list.items = items.slice(0, most);
    if (items.length >= MOST_SHOWN) {
      this.#list.title = l10n.t("{0}: the newest {1}", this.#title, formatTokenLimit(MOST_SHOWN));
    }
    this.#list.busy = false;
  }
}

/** It was looked through already, and better: the list itself knows no composed letters. */
function itemOf({ uri, label, description, snippet }: FoundRecord): Item {
  return { uri, label, description, alwaysShow: true, ...(snippet !== undefined && { detail: snippet }) };
}

function describe(summary: RecordSummary, moment: string): string {
  const { result } = summary;
  return [moment, statusLabel(result.status), recordCost(summary), result.model, expectedLabel(summary)]
    .flatMap((part) => (part === undefined ? [] : [rowText(part)]))
    .join(" · ");
}
