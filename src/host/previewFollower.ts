import * as vscode from "vscode";

/** Of typing, before a preview is made anew. */
const PAUSE_MS = 400;

interface PreviewFollowerParts {
  /** Makes a preview as it is now. `files`: the addresses of what it was made of. */
  readonly make: (
    preview: vscode.Uri,
  ) => Promise<{ readonly content: string; readonly files: ReadonlySet<string> }>;
  readonly put: (preview: vscode.Uri, content: string) => void;
  /** What it showed is no longer kept in step. */
  readonly drop: (preview: vscode.Uri) => void;
  /** Settings, providers or the language have changed. */
  readonly onDidChangeSurroundings: vscode.Event<void>;
  readonly report: (error: unknown) => void;
}

/** A preview that is open. */
interface Followed {
  readonly uri: vscode.Uri;
  files: ReadonlySet<string>;
  /** Something has changed since it was made. */
  isStale: boolean;
  /** Counts the changes: what was begun before the last one is dropped. */
  round: number;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * Keeps previews in step with their specs. One that cannot be seen waits until it can; without an open one nothing is
 * listened to.
 */
export class PreviewFollower implements vscode.Disposable {
  readonly #parts: PreviewFollowerParts;
  readonly #followed = new Map<string, Followed>();
  #listeners: readonly vscode.Disposable[] = [];

  constructor(parts: PreviewFollowerParts) {
    this.#parts = parts;
  }

  /** Until its document is closed. `files`: the addresses of what it was made of. */
  follow(uri: vscode.Uri, files: ReadonlySet<string>): void {
    const key = uri.toString();
    const known = this.#followed.get(key);
    clearTimeout(known?.timer);
    this.#followed.set(key, { uri, files, isStale: false, round: (known?.round ?? 0) + 1 });
    if (this.#listeners.length === 0) this.#listen();
  }

  #listen(): void {
    this.#listeners = [
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#changed(({ files }) => files.has(document.uri.toString()));
      }),
      this.#parts.onDidChangeSurroundings(() => this.#changed(() => true)),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        for (const followed of this.#followed.values()) if (followed.isStale) this.#schedule(followed, 0);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri.toString())),
    ];
  }

  #changed(isOf: (followed: Followed) => boolean): void {
    for (const followed of this.#followed.values()) {
      if (!isOf(followed)) continue;
      followed.isStale = true;
      followed.round += 1;
      this.#schedule(followed, PAUSE_MS);
    }
  }

  #schedule(followed: Followed, delayMs: number): void {
    clearTimeout(followed.timer);
    if (!isVisible(followed.uri)) return;
    followed.timer = setTimeout(() => void this.#renew(followed).catch(this.#parts.report), delayMs);
  }

  async #renew(followed: Followed): Promise<void> {
    const { uri, round } = followed;
    if (!isVisible(uri)) return;
    const { content, files } = await this.#parts.make(uri);
    if (followed.round !== round || this.#followed.get(uri.toString()) !== followed) return;
    // A spec that cannot be put together does not say all that it is made of.
    followed.files = new Set([...followed.files, ...files]);
    followed.isStale = false;
    this.#parts.put(uri, content);
  }

  #forget(key: string): void {
    const followed = this.#followed.get(key);
    if (!followed) return;
    clearTimeout(followed.timer);
    this.#followed.delete(key);
    this.#parts.drop(followed.uri);
    if (this.#followed.size === 0) this.#stop();
  }

  #stop(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#listeners = [];
  }

  dispose(): void {
    for (const { timer } of this.#followed.values()) clearTimeout(timer);
    this.#followed.clear();
    this.#stop();
  }
}

function isVisible(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === key);
}
