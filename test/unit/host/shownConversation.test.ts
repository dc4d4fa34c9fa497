import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { ShownConversation } from "../../../src/host/shownConversation";
import { StorageNotices } from "../../../src/host/storageNotices";
import { silentLog } from "../../fakes/silentLog";

const another = "00000000-0000-4000-8000-000000000001";
const old = "00000000-0000-4000-8000-000000000002";

describe("ShownConversation", () => {
  let folder: string;
  let count: number;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smartspec-shown-"));
    count = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (at = folder, oldFolder = at) =>
    new ShownConversation(at, oldFolder, silentLog, {
      windowId: `window-${++count}`,
      notices: new StorageNotices(() => undefined, silentLog),
    });

  it("the next window shows what was begun last", async () => {
    const a = open();
    const { conversationId } = await a.load();
    assert.equal((await open().load()).conversationId, conversationId);
    await a.note(another);
    assert.equal((await open().load()).conversationId, another);
  });

  it("windows that open at the same time in a new workspace agree on one conversation", async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => open().load()));
    assert.equal(new Set(all.map(({ conversationId }) => conversationId)).size, 1);
  });

  it("of two windows the one that went on last decides, and going on costs one line", async () => {
    const [a, b] = [open(), open()];
    const { conversationId } = await a.load();
    await b.load();
    await b.note(another);
    await a.note(conversationId);
    await a.note(conversationId);
    assert.equal((await open().load()).conversationId, conversationId);
    const lines = (await readFile(path.join(folder, "shown.jsonl"), "utf8")).split("\n").filter(Boolean);
    assert.equal(lines.length, 3);
  });

  it("what the first version remembered is taken up once, with its conversation", async () => {
    const folders = { next: path.join(folder, "next"), before: path.join(folder, "before") };
    await mkdir(path.join(folders.before, "conversations"), { recursive: true });
    await writeFile(
      path.join(folders.before, "chat.json"),
      JSON.stringify({ v: 1, conversationId: old, draft: "typed" }),
    );
    await writeFile(path.join(folders.before, "conversations", `${old}.jsonl`), "what was said");
    const load = () => open(folders.next, folders.before).load();
    assert.deepEqual(await load(), { conversationId: old, olderDraft: "typed" });
    assert.deepEqual(await load(), { conversationId: old });
    const copy = path.join(folders.next, "conversations", `${old}.jsonl`);
    assert.equal(await readFile(copy, "utf8"), "what was said");
  });

  it("a first version that had no conversation, or none of ours, is no obstacle", async () => {
    for (const content of ['{"v":1}', "no JSON", '{"v":1,"conversationId":"../../secret"}']) {
      await writeFile(path.join(folder, "chat.json"), content);
      const other = path.join(folder, `sub-${content.length}`);
      assert.match((await open(other, folder).load()).conversationId, /^[0-9a-f-]{36}$/);
    }
  });

  it("a name that would lead out of the folder is no conversation", async () => {
    await writeFile(path.join(folder, "shown.jsonl"), '{"v":1,"conversationId":"../../secret"}\n');
    assert.notEqual((await open().load()).conversationId, "../../secret");
  });

  it("a folder that cannot be written still gives a conversation", async () => {
    const file = path.join(folder, "file");
    await writeFile(file, "in the way");
    const { conversationId } = await open(path.join(file, "sub")).load();
    assert.ok(conversationId.length > 10);
  });
});
