import * as l10n from "@vscode/l10n";
import type { Turn } from "../core/chat/chatState";
import type { ChatRequest } from "../core/ports";

/**
 * A request for people to read: to whom, with which parameters, and every message of it, earlier turns included. After a
 * restart of the window only the turn's own message is left (`request` is `undefined`), and the text says so.
 */
export function renderRequest(turn: Turn, request: ChatRequest | undefined): string {
  const parameters = [
    [l10n.t("Provider"), turn.provider?.displayName ?? "–"],
    [l10n.t("Model"), request?.modelId ?? turn.model?.id ?? "–"],
    ...(request?.temperature === undefined ? [] : [["temperature", String(request.temperature)]]),
    ...(request?.maxTokens === undefined
      ? []
      : [[request.maxTokensParameter ?? "max_tokens", String(request.maxTokens)]]),
  ].map(([name, value]) => `- ${name}: ${value}`);
  const messages = request?.messages ?? [{ role: "user", content: turn.content ?? "" }];
  return [
    `# ${l10n.t("Request")}`,
    "",
    ...parameters,
    "",
    ...(request ? [] : [l10n.t("The window was reloaded since: only the last message is known."), ""]),
    ...messages.flatMap(({ role, content }, index) => [`## ${index + 1}. ${role}`, "", content, ""]),
  ].join("\n");
}
