import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { DraftStore } from "../../../src/host/draftStore";
import { StorageNotices } from "../../../src/host/storageNotices";
import { WriterLiveness } from "../../../src/host/writerLiveness";
import { silentLog } from "../../fakes/silentLog";

describe("DraftStore", () => {
  let root: string;
  let folder: string;
  let living: Set<number>;
  let stores: DraftStore[];
  let shown: string[];
  let now: number;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "smartspec-drafts-"));
    folder = path.join(root, "drafts");
    [living, stores, shown] = [new Set(), [], []];
    now = 1_790_000_000_000;
  });
  afterEach(async () => {
    for (const store of stores) store.dispose();
    await rm(root, { recursive: true, force: true });
  });

  const open = async (older?: string) => {
    const pid = stores.length + 1;
    living.add(pid);
    const window = { id: `window-${pid}`, host: "here", pid };
    // Every look at the clock is a little later.
    const clock = { now: () => (now += 1) };
    const store = new DraftStore(folder, {
      window,
      clock,
      liveness: new WriterLiveness(window, clock, (id) => living.has(id)),
      notices: new StorageNotices((sentence) => void shown.push(sentence), silentLog),
      log: silentLog,
    });
    stores.push(store);
    await store.load(older);
    return {
      store,
      type: async (text: string) => {
        store.save(text);
        await store.flush();
      },
      die: () => {
        store.dispose();
        living.delete(pid);
      },
      file: path.join(folder, `window-${pid}.jsonl`),
    };
  };
  const files = () => readdir(folder);

  it("the next window goes on with what was typed, and the file of the dead one goes", async () => {
    const a = await open();
    await a.type("half a");
    await a.type("half a sentence");
    a.die();
    const b = await open();
    assert.equal(b.store.text, "half a sentence");
    assert.deepEqual(b.store.recall, []);
    assert.deepEqual(await files(), ["window-2.jsonl"]);
    b.die();
    assert.equal((await open()).store.text, "half a sentence");
  });

  it("without anything typed, nothing is written", async () => {
    await open();
    assert.deepEqual(await readdir(root), []);
  });

  it("what was sent does not come back", async () => {
    const a = await open();
    await a.type("question");
    await a.type("");
    a.die();
    const b = await open();
    assert.equal(b.store.text, "");
    assert.deepEqual(b.store.recall, []);
    assert.deepEqual(await files(), []);
  });

  it("of several dead windows the newest draft comes back, and the others can be recalled until they are used", async () => {
    const [a, b, c] = [await open(), await open(), await open()];
    await a.type("oldest");
    await b.type("middle");
    await c.type("newest");
    living.clear();
    const d = await open();
    assert.equal(d.store.text, "newest");
    assert.deepEqual(d.store.recall, ["middle", "oldest"]);
    await d.type("");
    d.die();
    const e = await open();
    assert.equal(e.store.text, "middle");
    assert.deepEqual(e.store.recall, ["oldest"]);
  });

  it("a dead window's draft goes before one that is still typed elsewhere", async () => {
    const [a, b] = [await open(), await open()];
    await a.type("of the dead");
    await b.type("of the living");
    a.die();
    const c = await open();
    assert.equal(c.store.text, "of the dead");
    assert.deepEqual(c.store.recall, ["of the living"]);
  });

  it("the draft of a forgotten tab is in both, and once sent here does not come back when that tab is gone", async () => {
    const a = await open();
    await a.type("forgotten");
    const b = await open();
    assert.equal(b.store.text, "forgotten");
    assert.equal(a.store.text, "forgotten");
    assert.ok((await files()).includes("window-1.jsonl"));
    await b.type("");
    b.die();
    const c = await open();
    assert.equal(c.store.text, "", "b had taken and sent it");
    a.die();
    c.die();
    const d = await open();
    assert.equal(d.store.text, "");
    assert.deepEqual(d.store.recall, []);
  });

  it("what the forgotten tab goes on with is its own draft again", async () => {
    const a = await open();
    await a.type("forgotten");
    const b = await open();
    await b.type("");
    await a.type("forgotten, and more");
    a.die();
    b.die();
    assert.equal((await open()).store.text, "forgotten, and more");
  });

  it("typing that was faster than reading is kept; what was left behind can be recalled", async () => {
    const a = await open();
    await a.type("left");
    a.die();
    const pid = 9;
    const window = { id: "window-9", host: "here", pid };
    const clock = { now: () => now };
    const store = new DraftStore(folder, {
      window,
      clock,
      liveness: new WriterLiveness(window, clock, (id) => living.has(id)),
      notices: new StorageNotices(() => undefined, silentLog),
      log: silentLog,
    });
    stores.push(store);
    store.save("typed");
    await store.load();
    assert.equal(store.text, "typed");
    assert.deepEqual(store.recall, ["left"]);
    assert.ok((await files()).includes("window-1.jsonl"), "not taken, so not removed");
  });

  it("a draft of an older version is taken up when there is no other", async () => {
    const a = await open("from before");
    assert.equal(a.store.text, "from before");
    a.die();
    assert.equal((await open()).store.text, "from before");
  });

  it("a long draft that changes all the time does not fill the disk", async () => {
    const a = await open();
    const text = "ก".repeat(20_000);
    for (let i = 0; i < 60; i++) await a.type(text + i);
    const { size } = await stat(a.file);
    assert.ok(size < 3 * (65_536 + 9 * 20_000), `${size} bytes`);
    a.die();
    assert.equal((await open()).store.text, `${text}59`);
    assert.deepEqual(
      (await files()).filter((name) => name.endsWith(".tmp")),
      [],
    );
  });

  it("a folder that cannot be written is told once; the newest draft is written as soon as it can be", async () => {
    await writeFile(folder, "in the way");
    const a = await open();
    for (const text of ["one", "two", "three"]) await a.type(text);
    assert.equal(a.store.text, "three");
    assert.equal(shown.length, 1);
    await rm(folder);
    await a.store.flush();
    a.die();
    assert.equal((await open()).store.text, "three");
  });
});
