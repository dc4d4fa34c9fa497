import type { Turn } from "../core/chat/chatState";
import type { RequestTarget } from "../core/run/requestPreparer";

/** Who answers a turn, as the chat shows it. */
export function describeTarget({
  provider,
  chosen,
  modelName,
}: Pick<RequestTarget, "provider" | "chosen" | "modelName">): Required<Pick<Turn, "provider" | "model">> {
  return {
    provider: { id: provider.id, displayName: provider.displayName },
    model: { id: chosen.id, name: modelName, isFree: chosen.model?.isFree ?? false },
  };
}
