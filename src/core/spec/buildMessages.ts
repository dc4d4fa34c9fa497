import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import type { ChatMessage } from "../ports";

/** Sent first unless another system text is given. English, as models follow it best; the answer's language is the user's. */
export const DEFAULT_SYSTEM_PROMPT =
  "You carry out specifications written in Markdown. Do what the specification asks, completely and in its order. " +
  "Answer in Markdown, in the language of the specification or the message. " +
  "Where something you need is missing or contradictory, say so instead of inventing it.";

/**
 * The messages of one request, in this order:
 * 1. `system`: the default text when absent, no message at all when blank.
 * 2. `history`: only questions with their answers. A question without an answer right behind it, an answer without any
 *    text, and an answer without a question are left out, as gateways refuse empty turns for the rest of a chat (wire 8,
 *    no. 38). System messages in it are left out, too.
 * 3. One user message: the spec verbatim, or the instruction, or both as `spec`, an empty line, `---`, an empty line and
 *    `Instruction: ` with the instruction.
 *
 * So roles always alternate. Throws `invalid-spec` when there is neither a spec nor an instruction.
 */
export function buildMessages(parts: {
  readonly system?: string | undefined;
  readonly history: readonly ChatMessage[];
  readonly spec?: string | undefined;
  readonly instruction?: string | undefined;
}): ChatMessage[] {
  const system = parts.system ?? DEFAULT_SYSTEM_PROMPT;
  return [
    ...(isBlank(system) ? [] : [{ role: "system", content: system } as const]),
    ...answeredOnly(parts.history),
    { role: "user", content: userContent(parts.spec, parts.instruction) },
  ];
}

function userContent(spec: string | undefined, instruction: string | undefined): string {
  const hasSpec = spec !== undefined && !isBlank(spec);
  const hasInstruction = instruction !== undefined && !isBlank(instruction);
  if (hasSpec && hasInstruction) return `${spec}\n\n---\n\nInstruction: ${instruction}`;
  if (hasSpec) return spec;
  if (hasInstruction) return instruction;
  throw new UserFacingError("invalid-spec", l10n.t("There is no text to send."));
}

function answeredOnly(history: readonly ChatMessage[]): ChatMessage[] {
  const messages: ChatMessage[] = [];
  let question: ChatMessage | undefined;
  for (const message of history) {
    if (message.role === "user") {
      question = isBlank(message.content) ? undefined : message;
    } else if (message.role === "assistant") {
      if (question !== undefined && !isBlank(message.content)) messages.push(question, message);
      question = undefined;
    }
  }
  return messages;
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
