import type { ChatAction, TurnSource } from "../../src/core/chat/chatState";
import { jsonLine } from "../../src/host/jsonLines";

/** A conversation file with a line of every kind, one character for each byte. */
export function sampleConversation(): string {
  const provider = { id: "kilocode", displayName: "Kilo Code" };
  const model = { id: "acme/large-2", name: "Large 2", isFree: false };
  const estimate = {
    promptTokens: 120,
    maxCompletionTokens: 4000,
    expectedCompletionTokens: 500,
    kind: "unknown",
    calibratedFrom: 0,
  } as const;
  const cost = { kind: "reported", usd: 0.0042 } as const;
  const sources: readonly TurnSource[] = [
    { kind: "spec", uri: "file:///project/refund.md", instruction: "Check it." },
    { kind: "chat", text: "ตรวจสอบ 👋🏽" },
    { kind: "selection", uri: "file:///project/a.ts", text: "const a = 1;" },
  ];
  const actions = sources.flatMap((source, index): ChatAction[] => {
    const turnId = `t${index}`;
    return [
      {
        type: "turn-added",
        turn: {
          id: turnId,
          startedAt: 1_790_000_000_000,
          source,
          promptText: "Check it.",
          startsContext: source.kind !== "chat",
          phase: "preparing",
          text: "",
          reasoning: "",
        },
      },
      {
        type: "turn-changed",
        turnId,
        change: { content: "# Refund\n\nSeven days.", phase: "sending", estimate },
      },
      {
        type: "question-asked",
        turnId,
        question: {
          kind: "prompt-logging",
          modelId: model.id,
          modelName: model.name,
          promptTokens: 120,
          earlierTurns: 1,
          anonymous: false,
        },
      },
      { type: "question-answered", turnId },
      { type: "hop-started", turnId, provider, model, estimate },
      { type: "answer-delta", turnId, text: "", reasoning: "The user wants" },
      { type: "answer-delta", turnId, text: "Dobrý den, โต๊ะ\n\n```ts\nconst a = 1;\n", reasoning: "" },
      {
        type: "turn-finished",
        turnId,
        outcome: {
          status: "incomplete",
          cost,
          timing: { firstTokenMs: 300, totalMs: 4000 },
          usage: { promptTokens: 118, completionTokens: 40, cachedPromptTokens: 0, reasoningTokens: 3 },
          error: {
            code: "stream-interrupted",
            message: "The connection ended.",
            remedy: "continue",
            retryable: true,
            details: { status: 502, upstream: "DeepInfra" },
          },
        },
      },
    ];
  });
  const text = actions.map((action, index) => jsonLine("window", index, action)).join("");
  return Buffer.from(text, "utf8").toString("latin1");
}
