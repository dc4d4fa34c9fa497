import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../core/errors";
import type { KnownSecrets } from "../core/knownSecrets";
import { gitRevision } from "../core/records/gitRevision";
import { type ListedRecord, listedRecord, newestFirst } from "../core/records/listedRecords";
import { parseRunRecord } from "../core/records/parseRunRecord";
import { recordRedactor } from "../core/records/recordRedactor";
import { type GitRevision, RECORDS_FOLDER, type RunRecord } from "../core/records/runRecord";
import { writeRunRecord } from "../core/records/writeRunRecord";
import type { PreparedRequest } from "../core/run/requestPreparer";
import { wouldLeadOutside } from "../node/realPath";
import type { HostSpecRun } from "./hostSpecRun";
import type { Settings } from "./settings";
import { recordFolder } from "./runs/recordPlace";
import { nameOf, refuseLinkOut } from "./specFiles";

/** A model's longest prompt and answer are a tenth of that. */
const MOST_BYTES = 64_000_000;

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
    if (uri.scheme === "file" && (await wouldLeadOutside(uri.fsPath, folder.fsPath)))
      throw new Error(`${path} leads out of the workspace folder`);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder, RECORDS_FOLDER));
    // What is left of one that could not be renamed is no `.json`.
    const draft = uri.with({ path: `${uri.path}.part` });
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(json));
    await vscode.workspace.fs.rename(draft, uri, { overwrite: false });
    this.#written.fire(uri);
  }

  /** The records of all folders, newest first. */
  async list(): Promise<readonly ListedRecord<vscode.Uri>[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const found = await Promise.all(folders.map(({ uri }) => recordsBelow(uri)));
    return found.flat().toSorted(newestFirst);
  }

  /** @throws UserFacingError `invalid-spec` with a sentence when it cannot be read, or leads out of its folder. */
  async read(uri: vscode.Uri): Promise<RunRecord> {
    const name = nameOf(uri);
    try {
      const { size, type } = await vscode.workspace.fs.stat(uri);
      if (type & vscode.FileType.Directory)
        throw new UserFacingError("invalid-spec", l10n.t("{0} is a folder, not a file.", name));
      // Not read at all: all of it would have to be in memory several times.
      if (size > MOST_BYTES)
        throw new UserFacingError("invalid-spec", l10n.t("{0} is too large for a run record.", name));
      if (type & vscode.FileType.SymbolicLink) await refuseLinkOut(uri, recordFolder(uri));
      return parseRunRecord(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), name);
    } catch (error) {
      if (UserFacingError.is(error)) throw error;
      throw new UserFacingError("invalid-spec", l10n.t("{0} cannot be read.", name), { cause: error });
    }
  }

  /** What the repository of a folder has checked out now; `undefined` as for `gitRevision`. */
  revision(folder: vscode.Uri): Promise<GitRevision | undefined> {
    return gitRevision((file) => readText(gitFile(folder, file)));
  }

  dispose(): void {
    this.#written.dispose();
  }
}

async function recordsBelow(folder: vscode.Uri): Promise<readonly ListedRecord<vscode.Uri>[]> {
  const records = vscode.Uri.joinPath(folder, RECORDS_FOLDER);
  try {
    const entries = await vscode.workspace.fs.readDirectory(records);
    return entries
      .filter(([name, type]) => name.endsWith(".json") && (type & vscode.FileType.File) !== 0)
      .map(([name]) => listedRecord(name, vscode.Uri.joinPath(records, name)));
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
