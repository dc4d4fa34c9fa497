import * as vscode from "vscode";
import type { KnownSecrets } from "../core/knownSecrets";
import { gitRevision } from "../core/records/gitRevision";
import { parseRunRecord } from "../core/records/parseRunRecord";
import { recordRedactor } from "../core/records/recordRedactor";
import { type GitRevision, RECORDS_FOLDER, type RunRecord } from "../core/records/runRecord";
import { writeRunRecord } from "../core/records/writeRunRecord";
import type { PreparedRequest } from "../core/run/requestPreparer";
import type { HostSpecRun } from "./hostSpecRun";
import type { Settings } from "./settings";
import { nameOf } from "./specFiles";

interface RecordStoreParts {
  readonly settings: Pick<Settings, "recordsRuns">;
  readonly secrets: KnownSecrets;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Run records, as files of the workspace. They are written once and never changed. */
export class RecordStore implements vscode.Disposable {
  readonly #parts: RecordStoreParts;
  readonly #written = new vscode.EventEmitter<vscode.Uri>();
  /** Fires after one was written here. */
  readonly onDidWrite = this.#written.event;

  constructor(parts: RecordStoreParts) {
    this.#parts = parts;
  }

  /** See `RunEpilogue`. */
  async write(run: HostSpecRun, sent: PreparedRequest): Promise<string | undefined> {
    const { settings } = this.#parts;
    const spec = vscode.Uri.parse(run.source.uri);
    if (!settings.recordsRuns(spec) || !vscode.workspace.getWorkspaceFolder(spec)) return undefined;
    const { folder, spec: parsed } = run.reading;
    return writeRunRecord(run, sent, {
      folder: {
        readGitFile: (file) => readText(gitFile(folder, file)),
        write: (path, json) => this.#writeNew(folder, path, json),
      },
      redact: recordRedactor(parsed.frontMatter.env ?? [], this.#parts),
    });
  }

  async #writeNew(folder: vscode.Uri, path: string, json: string): Promise<void> {
    const uri = vscode.Uri.joinPath(folder, path);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder, RECORDS_FOLDER));
    // What is left of one that could not be renamed is no `.json`.
    const draft = uri.with({ path: `${uri.path}.part` });
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(json));
    await vscode.workspace.fs.rename(draft, uri, { overwrite: false });
    this.#written.fire(uri);
  }

  /** The records of all folders, newest first. */
  async list(): Promise<readonly vscode.Uri[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const found = await Promise.all(folders.map(({ uri }) => recordsBelow(uri)));
    return found.flat().toSorted((one, other) => nameOf(other).localeCompare(nameOf(one), "en"));
  }

  /** @throws UserFacingError `invalid-spec` when it cannot be read. */
  async read(uri: vscode.Uri): Promise<RunRecord> {
    return parseRunRecord((await readText(uri)) ?? "", nameOf(uri));
  }

  /** What the repository of a folder has checked out now; `undefined` as for `gitRevision`. */
  revision(folder: vscode.Uri): Promise<GitRevision | undefined> {
    return gitRevision((file) => readText(gitFile(folder, file)));
  }

  dispose(): void {
    this.#written.dispose();
  }
}

async function recordsBelow(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const records = vscode.Uri.joinPath(folder, RECORDS_FOLDER);
  try {
    const entries = await vscode.workspace.fs.readDirectory(records);
    return entries
      .filter(([name, type]) => name.endsWith(".json") && (type & vscode.FileType.File) !== 0)
      .map(([name]) => vscode.Uri.joinPath(records, name));
  } catch {
    // Nothing was recorded there yet.
    return [];
  }
}

/** `.git` may be a file that names another place. */
function gitFile(folder: vscode.Uri, file: string): vscode.Uri {
  return file.startsWith("/") || /^[a-z]:/i.test(file)
    ? folder.with({ path: vscode.Uri.file(file).path })
    : vscode.Uri.joinPath(folder, file);
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
