import * as vscode from "vscode";

/** The rows of a tree view, and what it tells about being shown. */
export interface TreeSource<Row> extends vscode.TreeDataProvider<Row> {
  readonly onDidChangeTreeData: vscode.Event<Row | undefined>;
  /** Called once, before the first row is asked for. */
  attach(view: vscode.TreeView<Row>): void;
}

/** A tree view whose rows come from something that is loaded when the first of them is asked for. */
export function createLazyTree<Row>(id: string, load: () => Promise<TreeSource<Row>>): vscode.Disposable {
  const changed = new vscode.EventEmitter<Row | undefined>();
  let attached: Promise<TreeSource<Row>> | undefined;
  const source = () =>
    (attached ??= load().then(
      (loaded) => {
        loaded.attach(view);
        loaded.onDidChangeTreeData((row) => changed.fire(row));
        return loaded;
      },
      (error: unknown) => {
        // The next time tries again.
        attached = undefined;
        throw error;
      },
    ));
  const view = vscode.window.createTreeView<Row>(id, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (row) => (await source()).getChildren(row),
      getTreeItem: async (row) => (await source()).getTreeItem(row),
    },
    canSelectMany: true,
    showCollapseAll: true,
  });
  return vscode.Disposable.from(view, changed);
}
