/** Documents made by SmartSpec. Everything behind them is loaded when the editor asks for the first one. */
import * as vscode from "vscode";
import type { VirtualDocuments } from "./host/virtualDocuments";
import { VIRTUAL_SCHEME } from "./host/virtualScheme";

/** `load`: gives the real documents, and may be called again and again. */
export function registerDocuments(load: () => Promise<VirtualDocuments>): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  let relayed: Promise<VirtualDocuments> | undefined;
  const documents = async () => {
    relayed ??= load().then((loaded) => {
      loaded.onDidChange((uri) => changed.fire([{ type: vscode.FileChangeType.Changed, uri }]));
      return loaded;
    });
    // What failed once may work the next time.
    relayed.catch(() => (relayed = undefined));
    return relayed;
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    // Changes are told of in any case.
    watch: () => vscode.Disposable.from(),
    stat: async (uri) => (await documents()).stat(uri),
    readFile: async (uri) => (await documents()).readFile(uri),
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerFileSystemProvider(VIRTUAL_SCHEME, provider, {
      isCaseSensitive: true,
      isReadonly: true,
    }),
  );
}

function refuse(): never {
  throw vscode.FileSystemError.NoPermissions();
}
