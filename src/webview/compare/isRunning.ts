import type { CompareColumn } from "../../protocol/compareProtocol";

/** Its request is on its way. */
export function isRunning({ phase }: Pick<CompareColumn, "phase">): boolean {
  return phase === "sending" || phase === "thinking" || phase === "answering" || phase === "stopping";
}
