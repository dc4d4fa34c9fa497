import assert from "node:assert/strict";
import { after, afterEach, before } from "mocha";
import type { ChatViewState } from "../../src/protocol/chatProtocol";
import { ChatHost, ChatPage, type PageOptions } from "./chatPage";
import { state } from "./samples";

export interface ChatSuite {
  /** A page that shows this state; closed after the test. */
  open(change?: Partial<ChatViewState>, options?: PageOptions): Promise<ChatPage>;
}

/** Gives a suite its browser, and holds every test to this: no policy violation, no console error, no foreign request. */
export function chatSuite(): ChatSuite {
  const opened: ChatPage[] = [];
  let host: ChatHost;
  before(async () => {
    host = await ChatHost.start();
  });
  after(async () => host.stop());
  afterEach(async () => {
    const found: string[] = [];
    for (const chat of opened.splice(0)) {
      found.push(...chat.problems, ...(await chat.violations()));
      await chat.close();
    }
    assert.deepEqual(found, [], "violations, console errors and foreign requests");
  });
  return {
    async open(change, options) {
      const chat = await ChatPage.open(host, options);
      opened.push(chat);
      await chat.show(state(change));
      return chat;
    },
  };
}
