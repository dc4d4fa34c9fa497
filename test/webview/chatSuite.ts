import type { ChatViewState } from "../../src/protocol/chatProtocol";
import { ChatPage } from "./chatPage";
import { state } from "./samples";
import type { PageOptions } from "./viewPage";
import { viewSuite } from "./viewSuite";

export interface ChatSuite {
  /** A page that shows this state; closed after the test. */
  open(change?: Partial<ChatViewState>, options?: PageOptions): Promise<ChatPage>;
}

/** `viewSuite` for the chat. */
export function chatSuite(): ChatSuite {
  return viewSuite(async (host, change?: Partial<ChatViewState>, options?: PageOptions) => {
    const chat = await ChatPage.open(host, options);
    await chat.show(state(change));
    return chat;
  });
}
