import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { emptyChat, reduceChat, type Turn } from "../../../src/core/chat/chatState";
import { turnsOfActions } from "../../../src/core/chat/turnsOfActions";
import { ConversationStore } from "../../../src/host/conversationStore";
import { StorageNotices } from "../../../src/host/storageNotices";
import { silentLog } from "../../fakes/silentLog";

const turn: Turn = {
  id: "t",
  startedAt: 1,
  source: { kind: "chat", text: "hello" },
  promptText: "hello",
  startsContext: false,
  phase: "answering",
  text: "",
  reasoning: "",
};
const delta = (text: string) => ({ type: "answer-delta", turnId: "t", text, reasoning: "" }) as const;

describe("ConversationStore", () => {
  let folder: string;
  let stores: ConversationStore[];
  let windows: number;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smartspec-store-"));
    stores = [];
    windows = 0;
  });
  afterEach(async () => {
    for (const store of stores) store.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const newStore = (show: () => void = () => undefined) => {
    windows += 1;
    const window = { id: `window-${windows}`, host: "here", pid: windows };
    const store = new ConversationStore(path.join(folder, "conversations"), window, silentLog, {
      notices: new StorageNotices(show, silentLog),
    });
    stores.push(store);
    return store;
  };
  const stateOf = async (id: string) =>
    (await newStore().read(id)).map(({ value }) => value).reduce(reduceChat, emptyChat(id));
  const textOf = async (id: string) => (await stateOf(id)).turns[0]?.text;
  const fileOf = (id: string) => path.join(folder, "conversations", `${id}.jsonl`);

  it("gives the whole of a conversation whatever was read of it before, with what still waits to be written", async () => {
    const store = newStore();
    store.append("c", { type: "turn-added", turn });
    await store.flush();
    await store.read("c");
    store.append("c", delta("word"));
    for (const time of ["first", "second"]) {
      const lines = await store.readWhole("c");
      const [kept] = turnsOfActions(
        "c",
        lines.map(({ value }) => value),
      );
      assert.equal(kept?.text, "word", time);
    }
    assert.deepEqual(await store.readWhole("gone"), []);
  });

  it("what was flushed can be read by the next window", async () => {
    const store = newStore();
    store.append("c", { type: "turn-added", turn });
    store.append("c", delta("สวัส"));
    store.append("c", delta("ดี"));
    await store.flush();
    assert.equal(await textOf("c"), "สวัสดี");
    const lines = (await readFile(fileOf("c"), "utf8")).split("\n").filter((line) => line !== "");
    assert.equal(lines.length, 2, "pieces that arrive together are one line");
  });

  it("a conversation says which process runs its turns", async () => {
    const store = newStore();
    store.append("c", { type: "turn-added", turn });
    await store.flush();
    const [line] = await newStore().read("c");
    assert.ok(line?.value.type === "turn-added");
    assert.deepEqual(line.value.writer, { host: "here", pid: 1 });
    assert.equal(line.by, "window-1");
  });

  it("a conversation of the first version is still read", async () => {
    const store = newStore();
    store.append("other", { type: "turn-added", turn });
    await store.flush();
    await writeFile(
      fileOf("c"),
      [{ type: "turn-added", turn }, delta("a"), delta("a")]
        .map((action) => `\n${JSON.stringify({ v: 1, ...action })}\n`)
        .join(""),
    );
    assert.equal(await textOf("c"), "aa");
  });

  it("two windows that append to one conversation lose nothing", async () => {
    const [first, second] = [newStore(), newStore()];
    first.append("c", { type: "turn-added", turn });
    second.append("c", { type: "turn-added", turn: { ...turn, id: "u" } });
    await Promise.all([first.flush(), second.flush()]);
    const state = await stateOf("c");
    assert.deepEqual(state.turns.map(({ id }) => id).toSorted(), ["t", "u"]);
  });

  it("a line torn by a killed process costs that line only", async () => {
    const store = newStore();
    store.append("c", { type: "turn-added", turn });
    await store.flush();
    await appendFile(fileOf("c"), '{"v":1,"type":"answer-de');
    store.append("c", delta("after"));
    await store.flush();
    assert.equal(await textOf("c"), "after");
  });

  it("a conversation that was never written is empty", async () => {
    assert.deepEqual(await newStore().read("none"), []);
  });

  it("a folder that cannot be written is reported once, and nothing is lost when it can be again", async () => {
    await writeFile(path.join(folder, "conversations"), "a file where the folder should be");
    let reported = 0;
    const store = newStore(() => (reported += 1));
    store.append("c", { type: "turn-added", turn });
    await store.flush();
    store.append("c", delta("x"));
    await store.flush();
    assert.equal(reported, 1);
    assert.deepEqual(await readdir(folder), ["conversations"]);
    await rm(path.join(folder, "conversations"));
    store.append("c", delta("y"));
    await store.flush();
    assert.equal(await textOf("c"), "xy");
  });
});
