import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { groupRecords, type RecordGrouping } from "../../core/records/groupRecords";
import { type ListedRecord, listedRecord, withRecord } from "../../core/records/listedRecords";
import { rowText } from "../../core/records/rowText";
import { RECORDS_FOLDER } from "../../core/records/runRecord";
import type { Clock } from "../../core/ports";
import { localDate } from "../../core/usage/localDay";
import type { Language } from "../language";
import type { TreeSource } from "../lazyTree";
import type { RecordStore } from "../recordStore";
import { nameOf } from "../specFiles";
import type { RecordSummaries } from "./recordSummaries";
import { dayLabel, momentLabel, shortMomentLabel } from "./runDates";
import type { RunRow } from "./runRow";
import { brokenItem, recordItem } from "./runTreeItem";

const MEMORY = "smartspec.runs.grouping";
const CONTEXT = "smartspec.runs.grouping";
/** Rows of a group from the start: the file of each has to be read before the first is seen. */
const FIRST_PAGE = 50;
/** Rows that each "Show More" adds. */
const PAGE = 200;

interface RunsTreeParts {
  readonly records: Pick<RecordStore, "list" | "onDidWrite">;
  readonly summaries: RecordSummaries;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
  readonly language: () => Language;
  readonly clock: Clock;
  /** The language, among others, has changed. */
  readonly onDidChangeSurroundings: vscode.Event<unknown>;
}

/** The runs view: what `.smartspec/runs/` of every folder holds. Watches those folders while it is seen. */
export class RunsTree implements TreeSource<RunRow>, vscode.Disposable {
  readonly #parts: RunsTreeParts;
  readonly #changed = new vscode.EventEmitter<RunRow | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listeners: vscode.Disposable[] = [];
  /** While it is seen. */
  #watching: vscode.Disposable | undefined;
  #view: vscode.TreeView<RunRow> | undefined;
  /** The files, while it is seen: read once, and then what the watchers tell. */
  #listed: Promise<readonly ListedRecord<vscode.Uri>[]> | undefined;
  /** Rows shown of a group, by its key; absent = the first page. */
  readonly #shown = new Map<string, number>();

  constructor(parts: RunsTreeParts) {
    this.#parts = parts;
    void this.#setContext();
  }

  get #grouping(): RecordGrouping {
    return this.#parts.memory.get(MEMORY) === "spec" ? "spec" : "day";
  }

  /** Records that are selected in the view. */
  get selected(): readonly vscode.Uri[] {
    return (this.#view?.selection ?? []).flatMap((row) => (row.kind === "record" ? [row.uri] : []));
  }

  attach(view: vscode.TreeView<RunRow>): void {
    this.#view = view;
    this.#listeners.push(
      view.onDidChangeVisibility(({ visible }) => {
        // Nobody has looked meanwhile.
        this.#forgetAll();
        this.#watch(visible);
        if (visible) this.refresh();
      }),
      this.#parts.onDidChangeSurroundings(() => this.refresh()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#forgetAll();
        this.#watch(view.visible);
        this.refresh();
      }),
    );
    this.#watch(view.visible);
  }

  refresh(): void {
    if (this.#view?.visible) this.#changed.fire(undefined);
  }

  async groupBy(grouping: RecordGrouping): Promise<void> {
    await this.#parts.memory.update(MEMORY, grouping);
    this.#shown.clear();
    await this.#setContext();
    this.refresh();
  }

  showMore(groupKey: string): void {
    this.#shown.set(groupKey, this.#shownOf(groupKey) + PAGE);
    // A group has no object of its own that outlives a refresh.
    this.refresh();
  }

  async getChildren(row?: RunRow): Promise<RunRow[]> {
    if (row === undefined) {
      const records = await (this.#listed ??= this.#parts.records.list());
      return groupRecords(records, this.#grouping).map(({ key, rows }) => ({ kind: "group", key, rows }));
    }
    if (row.kind !== "group") return [];
    const shown = row.rows.slice(0, this.#shownOf(row.key));
    const rest = row.rows.length - shown.length;
    return [
      ...shown.map(({ place }): RunRow => ({ kind: "record", uri: place })),
      ...(rest > 0 ? [{ kind: "more", groupKey: row.key, rest } as const] : []),
    ];
  }

  getTreeItem(row: RunRow): vscode.TreeItem | Promise<vscode.TreeItem> {
    switch (row.kind) {
      case "group":
        return this.#groupItem(row);
      case "record":
        return this.#recordItem(row);
      case "more": {
        const item = new vscode.TreeItem(l10n.t("Show {0} More", Math.min(PAGE, row.rest)));
        item.id = `more ${this.#grouping} ${row.groupKey}`;
        item.iconPath = new vscode.ThemeIcon("ellipsis");
        item.command = { command: "smartspec.showMoreRuns", title: "", arguments: [row] };
        return item;
      }
    }
  }

  #groupItem({ key, rows }: Extract<RunRow, { kind: "group" }>): vscode.TreeItem {
    const { clock, language } = this.#parts;
    const now = clock.now();
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const isDay = this.#grouping === "day";
    const label =
      key === "" ? l10n.t("Other files") : isDay ? dayLabel(key, language().id, now) : rowText(key);
    const item = new vscode.TreeItem(label, isDay && key === localDate(now) ? Expanded : Collapsed);
    item.id = `${this.#grouping} ${key}`;
    item.description = String(rows.length);
    item.accessibilityInformation = { label: l10n.t("{0}, {1} runs", label, rows.length) };
    return item;
  }

  async #recordItem(row: Extract<RunRow, { kind: "record" }>): Promise<vscode.TreeItem> {
    const language = this.#parts.language().id;
    try {
      const record = await this.#parts.summaries.of(row.uri);
      const { section, task } = record.spec;
      // The group says which spec it is.
      const label =
        this.#grouping === "day"
          ? undefined
          : [shortMomentLabel(record.startedAt, language), section === undefined ? task : `§ ${section}`]
              .flatMap((part) => (part === undefined ? [] : [rowText(part)]))
              .join(" ");
      return recordItem(row, record, { label, moment: momentLabel(record.startedAt, language) });
    } catch (error) {
      return brokenItem(row, error);
    }
  }

  #shownOf(groupKey: string): number {
    return this.#shown.get(groupKey) ?? FIRST_PAGE;
  }

  async #setContext(): Promise<void> {
    await vscode.commands.executeCommand("setContext", CONTEXT, this.#grouping);
  }

  #watch(isVisible: boolean): void {
    this.#watching?.dispose();
    this.#watching = undefined;
    if (!isVisible) return;
    const watchers = (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => {
      const watcher = vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(folder, `${RECORDS_FOLDER}/*.json`),
      );
      return [
        watcher,
        watcher.onDidCreate((uri) => this.#add(uri)),
        watcher.onDidChange((uri) => {
          this.#parts.summaries.forget(uri);
          this.refresh();
        }),
        watcher.onDidDelete((uri) => this.#remove(uri)),
      ];
    });
    // The watcher of a folder far away may be slow.
    this.#watching = vscode.Disposable.from(
      ...watchers,
      this.#parts.records.onDidWrite((uri) => this.#add(uri)),
    );
  }

  #add(uri: vscode.Uri): void {
    // It may have been deleted and written anew.
    this.#parts.summaries.forget(uri);
    const added = listedRecord(nameOf(uri), uri);
    this.#listed = this.#listed?.then((records) => withRecord(records, added, isSameUri));
    this.refresh();
  }

  #remove(uri: vscode.Uri): void {
    this.#parts.summaries.forget(uri);
    this.#listed = this.#listed?.then((records) => records.filter(({ place }) => !isSameUri(place, uri)));
    this.refresh();
  }

  #forgetAll(): void {
    this.#listed = undefined;
    this.#parts.summaries.forgetAll();
  }

  dispose(): void {
    this.#watching?.dispose();
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }
}

function isSameUri(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}
