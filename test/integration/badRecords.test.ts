import assert from "node:assert/strict";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { UserFacingError } from "../../src/core/errors";
import { KnownSecrets } from "../../src/core/knownSecrets";
import { recordSummary } from "../../src/core/records/recordSummary";
import { RECORDS_FOLDER } from "../../src/core/records/runRecord";
import { RecordStore } from "../../src/host/recordStore";
import { RecordSummaries } from "../../src/host/runs/recordSummaries";
import { brokenItem, recordItem } from "../../src/host/runs/runTreeItem";
import { searchRecords } from "../../src/host/runs/searchRecords";
import { sampleRecord } from "../unit/core/records/sampleRecord";
import { workspaceFile } from "./gatewayForTests";

const name = (what: string) => `20260102-000000-${what}-abcdef.json`;
const file = (what: string) => workspaceFile(`${RECORDS_FOLDER}/${name(what)}`);
/** Never listed by the system, and refuses everything. */
class Refusing implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  watch = () => new vscode.Disposable(() => undefined);
  stat = () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: 1 });
  readDirectory = () => [];
  createDirectory = () => this.#refuse();
  readFile = (uri: vscode.Uri) => this.#refuse(uri);
  writeFile = () => this.#refuse();
  delete = () => this.#refuse();
  rename = () => this.#refuse();
  #refuse(uri?: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}

describe("Files that are no good records", () => {
  const store = new RecordStore({
    settings: { recordsRuns: () => true },
    secrets: new KnownSecrets(),
    environment: {},
  });
  const outside = path.join(os.tmpdir(), `smartspec-outside-${process.pid}.json`);
  const provider = vscode.workspace.registerFileSystemProvider("refusing", new Refusing());
  const write = (what: string, text: string) =>
    vscode.workspace.fs.writeFile(file(what), new TextEncoder().encode(text));

  before(async () => {
    const whole = JSON.stringify(sampleRecord());
    await write("torn", whole.slice(0, whole.length / 2));
    await write("later", JSON.stringify({ ...sampleRecord(), version: 99 }));
    await write("huge", "");
    writeFileSync(file("huge").fsPath, Buffer.alloc(100_000_000, 32));
    await vscode.workspace.fs.createDirectory(file("folder"));
    writeFileSync(outside, whole);
    symlinkSync(outside, file("link").fsPath);
    symlinkSync(path.join(os.tmpdir(), "nowhere.json"), file("dangling").fsPath);
    await write("good", whole);
  });
  after(async () => {
    provider.dispose();
    store.dispose();
    rmSync(outside);
    await vscode.workspace.fs.delete(workspaceFile(".smartspec"), { recursive: true });
  });

  const cases: readonly (readonly [what: string, uri: vscode.Uri, sentence: RegExp])[] = [
    ["cut in the middle", file("torn"), /torn.* is no run record, or a damaged one\.$/],
    ["of a later version", file("later"), /later.* was written by a later version/],
    ["of 100 MB", file("huge"), /huge.* is too large for a run record\.$/],
    ["a folder of such a name", file("folder"), /folder.* is a folder, not a file\.$/],
    [
      "a link out of the folder",
      file("link"),
      /link.* leads out of the workspace folder, so it is not read\.$/,
    ],
    ["a link to nothing", file("dangling"), /dangling.* cannot be read\.$/],
    ["gone", file("gone"), /gone.* cannot be read\.$/],
    ["not permitted", vscode.Uri.parse(`refusing:/${name("denied")}`), /denied.* cannot be read\.$/],
  ];
  for (const [what, uri, sentence] of cases) {
    it(`${what}: reading it is an error with a sentence, its row says that, and no command throws`, async () => {
      const error = await store.read(uri).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(UserFacingError.is(error), String(error));
      assert.equal(error.code, "invalid-spec");
      assert.match(error.message, sentence);
      const item = brokenItem({ kind: "record", uri }, error);
      assert.ok(typeof item.label === "string" && item.label.length < 300);
      assert.equal(item.contextValue, "brokenRecord");
      for (const command of ["openRecord", "replayRun", "diffWithPreviousRun", "compareWithNow"]) {
        assert.equal(await vscode.commands.executeCommand(`smartspec.${command}`, uri), undefined, command);
      }
    });
  }

  it("are listed only when they are files, and a search passes over those that cannot be read", async () => {
    const listed = (await store.list()).map(({ name: one }) => /000000-(\w+)-/.exec(one)?.[1]);
    // Newest first, and these are all of one second.
    assert.deepEqual(listed, ["torn", "link", "later", "huge", "good"]);
    const summaries = new RecordSummaries(store);
    const found: string[] = [];
    for await (const some of searchRecords(
      (await store.list()).map(({ place }) => place),
      "14 days",
      {
        read: (uri) => summaries.record(uri),
        describe: () => ({ label: "", description: "" }),
        signal: new AbortController().signal,
      },
    ))
      found.push(...some.map(({ uri }) => path.basename(uri.fsPath)));
    assert.deepEqual(found, [name("good")]);
  });

  it("a search that was cancelled reads no further", async () => {
    const abort = new AbortController();
    let reads = 0;
    const uris = Array.from({ length: 1000 }, () => file("good"));
    const found = searchRecords(uris, "", {
      read: (uri) => {
        reads += 1;
        abort.abort();
        return store.read(uri);
      },
      describe: () => ({ label: "", description: "" }),
      signal: abort.signal,
    });
    while ((await found.next()).done !== true);
    assert.ok(reads < 100, String(reads));
  });

  it("hostile names neither turn a row, nor hide in it, nor go on for ever", () => {
    const hostile = `\u202Egnp.md\u0007\n${"x".repeat(100_000)}`;
    const record = sampleRecord();
    const summary = recordSummary({
      ...record,
      spec: { ...record.spec, path: hostile, section: hostile },
      result: { ...record.result, model: hostile },
    });
    const item = recordItem({ kind: "record", uri: file("good") }, summary, { moment: "now" });
    const { value } = item.tooltip as vscode.MarkdownString;
    for (const text of [item.label, item.description, item.accessibilityInformation?.label, value]) {
      assert.ok(typeof text === "string" && text.length < 3000, String(text).slice(0, 100));
      assert.doesNotMatch(text, /\p{Cc}(?<!\n)|[\u202A-\u202E]/u);
    }
    assert.match(String(item.label), /U\+202E/);
  });
});
