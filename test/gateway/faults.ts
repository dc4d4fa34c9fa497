import type { Fault } from "./fault";
import { earlyFaults } from "./earlyFaults";
import { replyFaults } from "./replyFaults";
import { shapeFaults } from "./shapeFaults";
import { streamFaults } from "./streamFaults";

/** Every fault, in the order of the model list. Their models are `fault/<name>`, most of them free. */
export const faults: readonly Fault[] = [...streamFaults, ...earlyFaults, ...shapeFaults, ...replyFaults];

/** The fault behind a model id. */
export function faultOf(modelId: string): Fault | undefined {
  return faults.find(({ name }) => `fault/${name}` === modelId);
}
