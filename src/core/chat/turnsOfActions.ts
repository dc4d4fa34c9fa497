import { emptyChat, reduceChat, type Turn } from "./chatState";
import type { StoredAction } from "./parseConversation";

/** The turns of a conversation as they were stored, unfinished ones as far as they got. */
export function turnsOfActions(conversationId: string, actions: readonly StoredAction[]): readonly Turn[] {
  return actions.reduce(
    (state, { writer: _writer, ...action }) => reduceChat(state, action),
    emptyChat(conversationId),
  ).turns;
}
