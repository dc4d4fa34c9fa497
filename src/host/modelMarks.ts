import type * as vscode from "vscode";

export type ModelMark = "favourite" | "hidden";

const KEYS: Readonly<Record<ModelMark, string>> = {
  favourite: "smartspec.favouriteModels",
  hidden: "smartspec.hiddenModels",
};

/** Models that the user wants to see first, or not at all; the same in all workspaces. */
export class ModelMarks {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Ids of the provider's models with that mark. */
  of(mark: ModelMark, provider: string): readonly string[] {
    const prefix = `${provider} `;
    return this.#all(mark)
      .filter((entry) => entry.startsWith(prefix))
      .map((entry) => entry.slice(prefix.length));
  }

  async set(mark: ModelMark, provider: string, modelId: string, isOn: boolean): Promise<void> {
    const entry = `${provider} ${modelId}`;
    const others = this.#all(mark).filter((other) => other !== entry);
    await this.#memory.update(KEYS[mark], isOn ? [...others, entry] : others);
  }

  #all(mark: ModelMark): readonly string[] {
    return this.#memory.get<string[]>(KEYS[mark], []);
  }
}
