import * as vscode from "vscode";
import type { KnownSecrets } from "../core/knownSecrets";
import { createRunRecord } from "../core/records/createRunRecord";
import { gitRevision } from "../core/records/gitRevision";
import { parseRunRecord } from "../core/records/parseRunRecord";
import { recordPath } from "../core/records/recordPath";
import { RECORDS_FOLDER, type RunRecord } from "../core/records/runRecord";
import { omitAbsent } from "../core/omitAbsent";
import type { PreparedRequest } from "./requestPreparer";
import type { EndedSpecRun } from "./runEpilogue";
import { nameOf } from "./specFiles";

/** Of shorter values every other word would be one. */
const SHORTEST_SECRET = 6;

interface RecordStoreParts {
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

  /** `sent`: as it went out last. Gives the path from the workspace folder. Rejects when it cannot be written. */
  async write(run: EndedSpecRun, sent: PreparedRequest): Promise<string> {
    const { id, startedAt, source, reading, result } = run;
    const { section, task, sameAbove, instruction, inputs, selection } = source;
    const { folder, path, text, assembled, spec } = reading;
    const record = await createRunRecord(
      {
        id,
        startedAt,
        spec: omitAbsent({ path, section, task, sameAbove, instruction, inputs, selection }),
        text,
        files: assembled.files,
        git: await gitRevision((file) => readText(gitFile(folder, file))),
        provider: sent.provider,
        request: sent.request,
        model: sent.model,
        result,
      },
      this.#redactor(spec.frontMatter.env ?? []),
    );
    const name = recordPath(path, startedAt, id);
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder, RECORDS_FOLDER));
    // Half a record must never be seen; what is left of one that could not be renamed is no `.json`.
    const draft = uri.with({ path: `${uri.path}.part` });
    const json = `${JSON.stringify(record, undefined, 2)}\n`;
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(json));
    await vscode.workspace.fs.rename(draft, uri, { overwrite: false });
    this.#written.fire(uri);
    return name;
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

  #redactor(names: readonly string[]): (text: string) => string {
    const { secrets, environment } = this.#parts;
    const values = names.flatMap((name) => {
      const value = environment[name];
      return value !== undefined && value.length >= SHORTEST_SECRET ? [[name, value] as const] : [];
    });
    return (text) =>
      values.reduce((rest, [name, value]) => rest.replaceAll(value, `{{env:${name}}}`), secrets.redact(text));
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
