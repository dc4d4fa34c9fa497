import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../../core/errors";
import { recordIdOf } from "../../core/usage/usageEntry";
import { recordNameId, parseRecordName } from "../../core/records/recordName";
import { recordChanges } from "../../core/records/recordChanges";
import { recordLabel } from "../../core/records/recordLabel";
import { isSameSpec } from "../../core/records/recordSummary";
import { renderMessages } from "../../core/records/renderMessages";
import { renderChanges } from "../../core/records/renderChanges";
import type { RunResult } from "../../core/run/runResult";
import { fileExists } from "../fileExists";
import type { Language } from "../language";
import type { RecordStore } from "../recordStore";
import type { SpecRunner } from "../specRunner";
import { nameOf } from "../specFiles";
import type { DocumentOrigin, VirtualDocuments } from "../virtualDocuments";
import { presentState, type PresentStateParts } from "./presentState";
import { askedModel, recordedSource } from "./recordedSource";
import { recordStem } from "./recordPlace";
import type { RecordDocuments } from "./recordDocuments";
import type { RecordSummaries } from "./recordSummaries";
import { momentLabel } from "./runDates";

/** How far back the run before is looked for among those of specs with the same name. */
const MOST_LOOKED_AT = 200;

interface RecordDeskParts extends PresentStateParts {
  readonly records: RecordStore;
  readonly summaries: RecordSummaries;
  readonly documents: VirtualDocuments;
  readonly recordDocuments: RecordDocuments;
  readonly runner: SpecRunner;
  readonly language: () => Language;
}

/** What one does with run records. */
export class RecordDesk {
  readonly #parts: RecordDeskParts;

  constructor(parts: RecordDeskParts) {
    this.#parts = parts;
    const { documents, records } = parts;
    documents.remake("recorded-answer", async (of) => (await records.read(vscode.Uri.parse(of))).answer);
  }

  /** Shows a record as Markdown. Gives the document's address. */
  open(uri: vscode.Uri): Promise<vscode.Uri> {
    return this.#parts.recordDocuments.open(uri);
  }

  /** Shows the answer exactly as it was recorded; nothing is sent. Gives the document's address. */
  async replay(uri: vscode.Uri): Promise<vscode.Uri> {
    const record = await this.#parts.records.read(uri);
    return this.#parts.documents.show(answerTitle(uri), record.answer, answerOrigin(uri));
  }

  /** The spec as it is now, with what was chosen and filled in then, and the same model. */
  async runAgain(uri: vscode.Uri, cancellation: vscode.CancellationToken): Promise<RunResult> {
    const record = await this.#parts.records.read(uri);
    return this.#parts.runner.run(recordedSource(uri, record), {
      cancellation,
      model: askedModel(record),
      provider: record.provider.id,
    });
  }

  /** The request of then, byte for byte. */
  async sendSame(uri: vscode.Uri, cancellation: vscode.CancellationToken): Promise<RunResult> {
    const record = await this.#parts.records.read(uri);
    return this.#parts.runner.run(
      { ...recordedSource(uri, record), sameAs: uri.toString() },
      { cancellation },
    );
  }

  /** A list of what has changed since, and the request of then beside that of now. Gives the list's address. */
  async compareWithNow(uri: vscode.Uri): Promise<vscode.Uri> {
    const { documents, records, language } = this.#parts;
    const record = await records.read(uri);
    const now = await presentState(uri, record, this.#parts);
    const stem = recordStem(uri);
    const moment = momentLabel(record.startedAt, language().id);
    if (now.body !== undefined) {
      const [then, present] = [
        documents.put(`${l10n.t("Request then")} ${stem}.md`, renderMessages(record.request.body)),
        documents.put(`${l10n.t("Request now")} ${stem}.md`, renderMessages(now.body)),
      ];
      // The list, which comes in front of it, would take its place.
      const title = l10n.t("{0}: request then and now", recordLabel(record));
      await showDiff(then, present, title, { preview: false });
    }
    const title = l10n.t("{0}: what has changed since {1}", recordLabel(record), moment);
    return documents.show(
      `${l10n.t("Changes since")} ${stem}.md`,
      renderChanges(recordChanges(record, now), title),
    );
  }

  /** The answers of two runs in the diff editor, the older one on the left. */
  async diff(one: vscode.Uri, other: vscode.Uri): Promise<void> {
    const { documents, records, language } = this.#parts;
    const sorted = [one, other].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    const both = await Promise.all(sorted.map(async (uri) => ({ uri, record: await records.read(uri) })));
    const [left, right] = both.map(({ uri, record }) =>
      documents.put(answerTitle(uri), record.answer, answerOrigin(uri)),
    );
    if (!left || !right) return;
    const names = both.map(
      ({ record }) => `${recordLabel(record)} ${momentLabel(record.startedAt, language().id)}`,
    );
    await showDiff(left, right, names.join(" ↔ "));
  }

  /** With the run before of the same spec and part. */
  async diffWithPrevious(uri: vscode.Uri): Promise<void> {
    const previous = await this.#previous(uri);
    if (previous) return this.diff(previous, uri);
    void vscode.window.showInformationMessage(l10n.t("There is no earlier run of this spec."));
  }

  async #previous(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
    const { records, summaries } = this.#parts;
    const { spec } = await summaries.of(uri);
    const name = nameOf(uri);
    const ofName = parseRecordName(name)?.spec;
    const folder = vscode.Uri.joinPath(uri, "..").toString();
    const earlier = (await records.list()).filter(
      (other) =>
        other.name < name &&
        other.spec === ofName &&
        vscode.Uri.joinPath(other.place, "..").toString() === folder,
    );
    for (const { place: other } of earlier.slice(0, MOST_LOOKED_AT)) {
      const summary = await summaries.of(other).catch(() => undefined);
      if (summary && isSameSpec(summary.spec, spec)) return other;
    }
    return undefined;
  }

  /** The record of a run; `undefined` when there is none in this workspace. `id`: of the run, as its record has it. */
  async find(id: string): Promise<vscode.Uri | undefined> {
    const { records, summaries } = this.#parts;
    const short = recordNameId(id);
    for (const { name, place: uri } of await records.list()) {
      if (parseRecordName(name)?.id !== short) continue;
      const summary = await summaries.of(uri).catch(() => undefined);
      if (summary?.id === id) return uri;
    }
    return undefined;
  }

  /** Opens the record of a run by its id in the ledger. @throws UserFacingError `invalid-spec` when it has none. */
  async openRun(runId: string): Promise<vscode.Uri> {
    const uri = await this.find(recordIdOf(runId));
    if (!uri) throw noRecord();
    return this.open(uri);
  }

  /** What `open` shows, to a file that the user chooses. Gives it; `undefined` when none was chosen. */
  async exportMarkdown(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
    const { text } = await this.#parts.recordDocuments.render(uri);
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    const target = await vscode.window.showSaveDialog({
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${recordStem(uri)}.md`) }),
      filters: { Markdown: ["md"] },
    });
    if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
    return target;
  }

  /**
   * The same of several, each to a file of a folder that the user chooses; asks before any that is there is written over.
   * Gives the files; empty when nothing was written.
   * @throws UserFacingError `invalid-spec` when one of them cannot be read; then none is written.
   */
  async exportAll(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
    const pages = await Promise.all(
      uris.map(async (uri) => ({
        name: `${recordStem(uri)}.md`,
        text: (await this.#parts.recordDocuments.render(uri)).text,
      })),
    );
    const first = uris[0] && vscode.workspace.getWorkspaceFolder(uris[0])?.uri;
    const [folder] =
      (await vscode.window.showOpenDialog({
        ...(first && { defaultUri: first }),
        canSelectFiles: false,
        canSelectFolders: true,
        openLabel: l10n.t("Export Here"),
      })) ?? [];
    if (!folder) return [];
    const there = await Promise.all(pages.map(({ name }) => fileExists(vscode.Uri.joinPath(folder, name))));
    const count = there.filter((isThere) => isThere).length;
    const over = l10n.t("Write Over Them");
    const question = l10n.t("{0} of {1} files are there already.", count, pages.length);
    if (count > 0 && (await vscode.window.showWarningMessage(question, over)) !== over) return [];
    const files: vscode.Uri[] = [];
    for (const { name, text } of pages) {
      const file = vscode.Uri.joinPath(folder, name);
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
      files.push(file);
    }
    return files;
  }

  async copyPath(uris: readonly vscode.Uri[]): Promise<void> {
    const paths = uris.map((uri) => (uri.scheme === "file" ? uri.fsPath : uri.toString()));
    await vscode.env.clipboard.writeText(paths.join("\n"));
  }

  /** To the trash, after a question. True when they are gone. */
  async delete(uris: readonly vscode.Uri[]): Promise<boolean> {
    const [first] = uris;
    if (!first) return false;
    const question =
      uris.length === 1
        ? l10n.t("Move the record {0} to the trash?", nameOf(first))
        : l10n.t("Move {0} records to the trash?", uris.length);
    const move = l10n.t("Move to Trash");
    if ((await vscode.window.showWarningMessage(question, move)) !== move) return false;
    try {
      await remove(uris, { useTrash: true });
    } catch {
      // Not every file system has one.
      const forGood = l10n.t("Delete for Good");
      const again = l10n.t("There is no trash in this place.");
      if ((await vscode.window.showWarningMessage(again, forGood)) !== forGood) return false;
      await remove(uris, { useTrash: false });
    }
    return true;
  }
}

function answerTitle(uri: vscode.Uri): string {
  return `${l10n.t("Answer")} ${recordStem(uri)}.md`;
}

function answerOrigin(uri: vscode.Uri): DocumentOrigin {
  return { kind: "recorded-answer", of: uri.toString() };
}

async function showDiff(
  left: vscode.Uri,
  right: vscode.Uri,
  title: string,
  options: vscode.TextDocumentShowOptions = { preview: true },
): Promise<void> {
  await vscode.commands.executeCommand("vscode.diff", left, right, title, options);
}

async function remove(uris: readonly vscode.Uri[], options: { readonly useTrash: boolean }): Promise<void> {
  for (const uri of uris) {
    try {
      await vscode.workspace.fs.delete(uri, options);
    } catch (error) {
      // Some may be gone by the first try.
      if (!(error instanceof vscode.FileSystemError && error.code === "FileNotFound")) throw error;
    }
  }
}

/** A run that has left no record, or one that was deleted. */
export function noRecord(): UserFacingError {
  return new UserFacingError("invalid-spec", l10n.t("This run has no record in this workspace."));
}
