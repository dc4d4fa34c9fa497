import type { Model } from "./model";
import { findModel } from "./modelCatalogue";

/** Kinds of work that a model can be good at. */
export type Task = "code-generation" | "analysis" | "simple" | "speed";

export interface TaskAdvice {
  readonly task: Task;
  readonly modelId: string;
}

/** Under one of these ids a list has the model; gateways differ in how they write it. */
const ADVICE: readonly (readonly [task: Task, ids: readonly string[]])[] = [
  ["code-generation", ["anthropic/claude-3-5-sonnet", "anthropic/claude-3.5-sonnet"]],
  ["analysis", ["openai/gpt-4o"]],
  ["simple", ["openai/gpt-4o-mini"]],
  ["speed", ["google/gemini-flash-1.5", "google/gemini-1.5-flash"]],
];

/** What to take for which work, as far as the list still offers it. */
export function taskAdvice(models: readonly Model[]): readonly TaskAdvice[] {
  return ADVICE.flatMap(([task, ids]) => {
    const model = ids.map((id) => findModel(models, id)).find((found) => found !== undefined);
    return model ? [{ task, modelId: model.id }] : [];
  });
}
