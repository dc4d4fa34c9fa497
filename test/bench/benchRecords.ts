import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";
import { KnownSecrets } from "../../src/core/knownSecrets";
import { recordLabel } from "../../src/core/records/recordLabel";
import { RecordStore } from "../../src/host/recordStore";
import { RecordSummaries } from "../../src/host/runs/recordSummaries";
import type { RunRow } from "../../src/host/runs/runRow";
import { RunsTree } from "../../src/host/runs/runsTree";
import { searchRecords } from "../../src/host/runs/searchRecords";
import { type Figure, median } from "./figures";
import { RARE_WORD, writeRecords } from "./writeRecords";

/**
 * Measures the parts of the runs view inside a real extension host, on real files, called as VS Code calls them. Every
 * round begins with nothing known; the files are in the system's memory by then.
 */
export async function benchRecords(
  folder: vscode.Uri,
  { records, rounds }: { readonly records: number; readonly rounds: number },
): Promise<readonly Figure[]> {
  await writeRecords(folder.fsPath, records, { seed: 1, now: Date.now() });
  const heap = process.memoryUsage().heapUsed;
  const figures = new Map<string, Omit<Figure, "name">[]>();
  for (let round = 0; round < rounds; round++) {
    for (const { name, ...figure } of await measureRound(folder, round)) {
      figures.set(name, [...(figures.get(name) ?? []), figure]);
    }
  }
  const kept = (process.memoryUsage().heapUsed - heap) / 1e6;
  return [
    ...[...figures].map(([name, all]) => ({
      name,
      ms: median(all.map(({ ms }) => ms)),
      blockMs: median(all.map(({ blockMs }) => blockMs)),
      cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
      reads: median(all.map(({ reads }) => reads)),
    })),
    {
      name: `heap after ${rounds} rounds: ${kept.toFixed(0)} MB more`,
      ms: 0,
      blockMs: 0,
      cpuMs: 0,
      reads: 0,
    },
  ];
}

async function measureRound(folder: vscode.Uri, round: number): Promise<readonly Figure[]> {
  const store = new RecordStore({
    settings: { recordsRuns: () => true },
    secrets: new KnownSecrets(),
    environment: {},
  });
  let reads = 0;
  const summaries = new RecordSummaries({
    read: (uri) => {
      reads += 1;
      return store.read(uri);
    },
  });
  const tree = createTree(store, summaries);
  const figures: Figure[] = [];
  const measure = async (name: string, work: () => Promise<unknown>) => {
    reads = 0;
    const figure = await timed(name, work);
    figures.push({ ...figure, reads });
  };
  await measure("first rows, by day", () => show(tree));
  await measure("the same again", () => show(tree));
  await measure("by spec", async () => {
    await tree.groupBy("spec");
    await show(tree);
  });
  await measure("a group is opened", () => show(tree, "checkout"));
  tree.showMore("checkout");
  await measure("Show 200 More", () => show(tree, "checkout"));
  await tree.groupBy("day");
  await show(tree);
  await measure("a record is written", async () => {
    const changed = new Promise((resolve) => {
      const listener = tree.onDidChangeTreeData(() => {
        listener.dispose();
        resolve(undefined);
      });
    });
    await writeRecords(folder.fsPath, 1, { seed: 100 + round, now: Date.now() + round * 1000 });
    await changed;
    await show(tree);
  });
  tree.dispose();

  const uris = (await store.list()).map(({ place }) => place);
  const search = async (wanted: string, until: (count: number) => boolean, abort = new AbortController()) => {
    let count = 0;
    const describe = (summary: Parameters<typeof recordLabel>[0]) => ({
      label: recordLabel(summary),
      description: "",
    });
    const read = summaries.record.bind(summaries);
    for await (const found of searchRecords(uris, wanted, { read, describe, signal: abort.signal })) {
      count += found.length;
      if (until(count)) break;
    }
    return count;
  };
  await measure("search, first hit", () => search(RARE_WORD, (count) => count > 0));
  await measure("search, whole", () => search(RARE_WORD, () => false));
  const abort = new AbortController();
  const running = search(RARE_WORD, () => false, abort);
  await pause(300);
  abort.abort();
  await measure("search, cancelled", () => running);
  store.dispose();
  return figures;
}

/** As VS Code does: groups, and the rows of those that are open. */
async function show(tree: RunsTree, open?: string): Promise<void> {
  for (const group of await tree.getChildren()) {
    const { collapsibleState } = await tree.getTreeItem(group);
    const isOpen = collapsibleState === vscode.TreeItemCollapsibleState.Expanded;
    if (!isOpen && !(group.kind === "group" && group.key === open)) continue;
    const rows: readonly RunRow[] = await tree.getChildren(group);
    await Promise.all(rows.map(async (row) => tree.getTreeItem(row)));
  }
}

function createTree(store: RecordStore, summaries: RecordSummaries): RunsTree {
  const memory = new Map<string, unknown>();
  const never = new vscode.EventEmitter<never>().event;
  const tree = new RunsTree({
    records: store,
    summaries,
    memory: {
      keys: () => [...memory.keys()],
      get: (key: string) => memory.get(key) as never,
      update: async (key: string, value: unknown) => void memory.set(key, value),
    },
    language: () => ({ id: "en", translations: {} }),
    clock: { now: () => Date.now() },
    onDidChangeSurroundings: never,
  });
  const view = { visible: true, selection: [], onDidChangeVisibility: never };
  tree.attach(view as unknown as vscode.TreeView<RunRow>);
  return tree;
}

async function timed(name: string, work: () => Promise<unknown>): Promise<Omit<Figure, "reads">> {
  await pause(100);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await pause(10);
  delay.reset();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  await pause(10);
  delay.disable();
  return { name, ms, blockMs: delay.max / 1e6, cpuMs: (user + system) / 1000 };
}
