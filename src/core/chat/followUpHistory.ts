import type { ChatMessage } from "../ports";
import type { Turn } from "./chatState";

/**
 * What a follow-up question sends along: the turns since the last one that began a context of its own (a spec or a
 * selection), each with its question as it was sent and whatever was answered. Turns without an answer are left to
 * `buildMessages`, which drops them.
 */
export function followUpHistory(turns: readonly Turn[]): readonly ChatMessage[] {
  const start = Math.max(
    0,
    turns.findLastIndex((turn) => turn.startsContext),
  );
  return turns
    .slice(start)
    .filter((turn) => turn.content !== undefined && turn.phase === "done")
    .flatMap((turn): ChatMessage[] => [
      { role: "user", content: turn.content ?? "" },
      { role: "assistant", content: turn.text },
    ]);
}
