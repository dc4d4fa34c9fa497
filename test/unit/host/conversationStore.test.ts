import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { emptyChat, reduceChat, type Turn } from "../../../src/core/chat/chatState";
import { ConversationStore } from "../../../src/host/conversationStore";

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
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
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smartspec-store-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const newStore = (onFailed: () => void = () => undefined) =>
    new ConversationStore(path.join(folder, "conversations"), silent, onFailed);
  const textOf = async (id: string) => {
    const state = (await newStore().read(id)).reduce(reduceChat, emptyChat(id));
    return state.turns[0]?.text;
  };

  it("what was flushed can be read by the next window", async () => {
    const store = newStore();
    store.append("c", { type: "turn-added", turn });
    store.append("c", delta("สวัส"));
    store.append("c", delta("ดี"));
    await store.flush();
    assert.equal(await textOf("c"), "สวัสดี");
  });

  it("two windows that append to one conversation lose nothing", async () => {
    const [first, second] = [newStore(), newStore()];
    first.append("c", { type: "turn-added", turn });
    second.append("c", { type: "turn-added", turn: { ...turn, id: "u" } });
    await Promise.all([first.flush(), second.flush()]);
    const state = (await newStore().read("c")).reduce(reduceChat, emptyChat("c"));
    assert.deepEqual(state.turns.map(({ id }) => id).toSorted(), ["t", "u"]);
  });

  it("a line torn by a killed process costs that line only", async () => {
    const store = newStore();
    store.append("c", { type: "turn-added", turn });
    await store.flush();
    await appendFile(path.join(folder, "conversations", "c.jsonl"), '{"v":1,"type":"answer-de');
    store.append("c", delta("after"));
    await store.flush();
    assert.equal(await textOf("c"), "after");
  });

  it("a conversation that was never written is empty", async () => {
    assert.deepEqual(await newStore().read("none"), []);
  });

  it("a folder that cannot be written is reported once, and appending goes on", async () => {
    await writeFile(path.join(folder, "conversations"), "a file where the folder should be");
    let reported = 0;
    const store = newStore(() => (reported += 1));
    store.append("c", { type: "turn-added", turn });
    await store.flush();
    store.append("c", delta("x"));
    await store.flush();
    assert.equal(reported, 1);
    assert.deepEqual(await readdir(folder), ["conversations"]);
  });
});
