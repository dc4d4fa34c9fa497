import type { Turn } from "./chatState";

/**
 * Model and provider of a turn that runs again: those it had asked for by name, so that the text does not go to somebody
 * else at another price. A model that was `chosen` since comes from the list of the provider that is current now: then the
 * old provider is forgotten with the old model. Nothing = the settings decide.
 */
export function rerunTarget(
  turn: Pick<Turn, "requested">,
  chosen: { readonly model?: string },
): { readonly model?: string; readonly provider?: string } {
  return chosen.model === undefined ? (turn.requested ?? {}) : { model: chosen.model };
}
