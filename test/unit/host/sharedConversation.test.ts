import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { ChatAction, Turn, TurnOutcome } from "../../../src/core/chat/chatState";
import { ConversationStore } from "../../../src/host/conversationStore";
import { type OwnerRequest, SharedConversation } from "../../../src/host/sharedConversation";
import { StorageNotices } from "../../../src/host/storageNotices";
import { WriterLiveness } from "../../../src/host/writerLiveness";
import { silentLog } from "../../fakes/silentLog";

const outcome: TurnOutcome = {
  status: "completed",
  cost: { kind: "reported", usd: 0.01 },
  timing: { totalMs: 5 },
};

function newTurn(id: string): Turn {
  return {
    id,
    startedAt: 1,
    source: { kind: "chat", text: "hello" },
    promptText: id,
    startsContext: false,
    phase: "preparing",
    text: "",
    reasoning: "",
  };
}

describe("SharedConversation", () => {
  let folder: string;
  let living: Set<number>;
  let windows: { store: ConversationStore; conversation: SharedConversation }[];
  let now: number;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smartspec-shared-"));
    living = new Set();
    windows = [];
    now = Date.now();
  });
  afterEach(async () => {
    for (const { store, conversation } of windows) {
      conversation.dispose();
      store.dispose();
    }
    await rm(folder, { recursive: true, force: true });
  });

  /** A window with a process of its own, which has the conversation on show. */
  const open = async (host = "here") => {
    const pid = windows.length + 1;
    living.add(pid);
    const identity = { id: `window-${pid}`, host, pid };
    const store = new ConversationStore(folder, identity, silentLog, {
      notices: new StorageNotices(() => undefined, silentLog),
    });
    const seen: ChatAction[] = [];
    const asked: OwnerRequest[] = [];
    const following: boolean[] = [];
    let replaced = 0;
    const conversation = new SharedConversation(
      "c",
      {
        store,
        window: identity,
        liveness: new WriterLiveness(identity, { now: () => now }, (id) => living.has(id)),
      },
      {
        dispatched: (action) => void seen.push(action),
        replaced: () => (replaced += 1),
        followingChanged: (isFollowing) => void following.push(isFollowing),
        asked: (request) => void asked.push(request),
      },
    );
    windows.push({ store, conversation });
    await conversation.open();
    return {
      conversation,
      seen,
      asked,
      following,
      get replaced() {
        return replaced;
      },
      write: async (...actions: readonly ChatAction[]) => {
        for (const action of actions) conversation.dispatch(action);
        await store.flush();
      },
      die: () => {
        conversation.dispose();
        living.delete(pid);
      },
      turn: (id: string) => conversation.state.turns.find((turn) => turn.id === id),
    };
  };
  const begin = (id: string): readonly ChatAction[] => [
    { type: "turn-added", turn: newTurn(id) },
    { type: "turn-changed", turnId: id, change: { phase: "answering" } },
  ];
  const delta = (turnId: string, text: string): ChatAction => ({
    type: "answer-delta",
    turnId,
    text,
    reasoning: "",
  });

  it("an answer that runs in one window goes on in the other, and ends there with the same outcome", async () => {
    const [a, b] = [await open(), await open()];
    await a.write(...begin("t"), delta("t", "one "));
    await b.conversation.catchUp();
    assert.equal(b.turn("t")?.text, "one ");
    assert.equal(b.turn("t")?.phase, "answering");
    assert.equal(b.conversation.isFollowing, true);
    await a.write(delta("t", "two"), { type: "turn-finished", turnId: "t", outcome });
    await b.conversation.catchUp();
    assert.deepEqual(b.conversation.state, a.conversation.state);
    assert.deepEqual(b.following, [true, false]);
    assert.deepEqual(a.following, []);
  });

  it("each piece comes with the state it made, so that whoever watches can tell where it belongs", async () => {
    const [a, b] = [await open(), await open()];
    await a.write(...begin("t"), delta("t", "one "));
    await b.conversation.catchUp();
    assert.deepEqual(
      b.seen.map(({ type }) => type),
      ["turn-added", "turn-changed", "answer-delta"],
    );
  });

  it("the system tells of what another window wrote", async () => {
    const [a, b] = [await open(), await open()];
    const arrived = new Promise<void>((resolve) => {
      const watched = b.seen;
      watched.push = (...actions) => {
        resolve();
        return actions.length;
      };
    });
    await a.write(...begin("t"));
    await arrived;
    assert.equal(b.turn("t")?.phase, "answering");
  });

  it("two windows that both ask see both turns, and write only their own", async () => {
    const [a, b] = [await open(), await open()];
    await Promise.all([
      a.write(...begin("t"), delta("t", "from a"), { type: "turn-finished", turnId: "t", outcome }),
      b.write(...begin("u"), delta("u", "from b"), { type: "turn-finished", turnId: "u", outcome }),
    ]);
    await Promise.all([a.conversation.catchUp(), b.conversation.catchUp()]);
    const third = await open();
    for (const one of [a, b, third]) {
      assert.equal(one.conversation.state.turns.length, 2);
      assert.equal(one.turn("t")?.text, "from a");
      assert.equal(one.turn("u")?.text, "from b");
    }
  });

  it("a turn whose window is gone is shown as interrupted, with its text and an unknown cost", async () => {
    const a = await open();
    await a.write(...begin("t"), delta("t", "so far"));
    a.die();
    const b = await open();
    const turn = b.turn("t");
    assert.equal(turn?.phase, "done");
    assert.equal(turn?.text, "so far");
    assert.equal(turn?.outcome?.reloaded, true);
    assert.deepEqual(turn?.outcome?.cost, { kind: "unknown" });
    assert.equal(b.conversation.isFollowing, false);
  });

  it("a turn whose window lives is shown as running", async () => {
    const a = await open();
    await a.write(...begin("t"));
    const b = await open();
    assert.equal(b.turn("t")?.phase, "answering");
    assert.equal(b.conversation.isFollowing, true);
  });

  it("a window that dies while another one follows it leaves an interrupted turn there", async () => {
    const [a, b] = [await open(), await open()];
    await a.write(...begin("t"), delta("t", "so far"));
    await b.conversation.catchUp();
    await b.conversation.checkOwners();
    assert.equal(b.turn("t")?.phase, "answering");
    a.die();
    await b.conversation.checkOwners();
    assert.equal(b.turn("t")?.outcome?.reloaded, true);
    assert.equal(b.seen.at(-1)?.type, "turn-finished");
    assert.deepEqual(b.following, [true, false]);
  });

  it("what was taken for dead and goes on after all is shown as it really is", async () => {
    const [a, b] = [await open("elsewhere"), await open()];
    await a.write(...begin("t"), delta("t", "so far"));
    await b.conversation.catchUp();
    now += 11 * 60_000;
    await b.conversation.checkOwners();
    assert.equal(b.turn("t")?.outcome?.reloaded, true);
    await a.write(delta("t", ", and the rest"), { type: "turn-finished", turnId: "t", outcome });
    await b.conversation.catchUp();
    assert.deepEqual(b.conversation.state, a.conversation.state);
    assert.ok(b.replaced > 0);
  });

  it("a process on another machine counts as alive while the file changes", async () => {
    const a = await open("elsewhere");
    await a.write(...begin("t"));
    living.clear();
    const b = await open();
    assert.equal(b.turn("t")?.phase, "answering");
    now += 11 * 60_000;
    const c = await open();
    assert.equal(c.turn("t")?.phase, "done");
  });

  it("a number that this very process has got since is not its writer's", async () => {
    const a = await open();
    await a.write(...begin("t"));
    const self = { id: "later", host: "here", pid: 1 };
    const liveness = new WriterLiveness(self, { now: () => now }, () => true);
    assert.equal(liveness.isAlive({ host: "here", pid: 1 }, now), false);
    assert.equal(liveness.isAlive({ host: "here", pid: 2 }, now), true);
  });

  it("Stop in one window reaches the other, which alone ends its turn", async () => {
    const [a, b] = [await open(), await open()];
    await a.write(...begin("t"), delta("t", "so far"));
    await b.conversation.catchUp();
    b.conversation.stopOthers();
    assert.equal(b.turn("t")?.phase, "stopping");
    await windows[1]?.store.flush();
    await a.conversation.catchUp();
    assert.deepEqual(a.asked, [{ type: "stop-requested", turnId: "t" }]);
    await a.write({ type: "turn-finished", turnId: "t", outcome: { ...outcome, status: "cancelled" } });
    await b.conversation.catchUp();
    assert.equal(b.turn("t")?.outcome?.status, "cancelled");
    assert.deepEqual(b.asked, []);
    b.conversation.stopOthers();
    const third = await open();
    assert.deepEqual(third.asked, []);
    assert.equal(third.turn("t")?.phase, "done");
  });

  it("a question asked in one window can be answered in the other", async () => {
    const [a, b] = [await open(), await open()];
    const question = {
      kind: "prompt-logging",
      modelId: "m",
      modelName: "M",
      promptTokens: 3,
      earlierTurns: 0,
      anonymous: true,
    } as const;
    await a.write(
      { type: "turn-added", turn: newTurn("t") },
      { type: "question-asked", turnId: "t", question },
    );
    await b.conversation.catchUp();
    assert.equal(b.turn("t")?.phase, "asking");
    b.conversation.answerOther("t", "allow");
    b.conversation.answerOther("of nobody", "allow");
    await windows[1]?.store.flush();
    await a.conversation.catchUp();
    assert.deepEqual(a.asked, [{ type: "consent-given", turnId: "t" }]);
  });

  it("a window that is closed follows nothing any more", async () => {
    const [a, b] = [await open(), await open()];
    await a.write(...begin("t"));
    await b.conversation.catchUp();
    b.conversation.dispose();
    assert.equal(b.conversation.isFollowing, false);
    await a.write(delta("t", "more"));
    await b.conversation.catchUp();
    assert.equal(b.turn("t")?.text, "");
  });
});
