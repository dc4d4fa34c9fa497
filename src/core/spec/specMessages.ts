import type { ChatMessage } from "../ports";
import { buildMessages } from "./buildMessages";
import type { ReadSpec } from "./readSpec";

/** The messages of a spec's run. */
export function specMessages(
  { spec, assembled }: Pick<ReadSpec, "spec" | "assembled">,
  instruction: string | undefined,
): readonly ChatMessage[] {
  return buildMessages({
    system: spec.frontMatter.system,
    history: [],
    spec: assembled.text,
    instruction: assembled.hasInstruction ? undefined : instruction,
  });
}
