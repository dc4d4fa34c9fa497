import * as vscode from "vscode";
import type { RunResult } from "../../core/run/runResult";
import type { SpecInputsDesk } from "../specInputsDesk";
import type { SpecSource } from "../specReader";
import type { ComparePanel } from "./comparePanel";
import type { ComparedModel } from "./compareColumn";
import { Comparison, type ComparisonParts } from "./comparison";

interface CompareDeskParts extends ComparisonParts {
  readonly inputs: SpecInputsDesk;
  readonly panel: Pick<ComparePanel, "focus" | "show">;
}

/** Begins comparisons and keeps those that may still run: the one on show can be continued at any time. */
export class CompareDesk implements vscode.Disposable {
  readonly #parts: CompareDeskParts;
  #comparisons: readonly Comparison[] = [];
  #wasRunning = false;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when something begins to run, or nothing does any more. */
  readonly onDidChangeRunning = this.#changed.event;

  constructor(parts: CompareDeskParts) {
    this.#parts = parts;
  }

  get isRunning(): boolean {
    return this.#comparisons.some(({ isRunning }) => isRunning);
  }

  /**
   * Resolves when every model has answered or failed; empty when the user did not want to begin. `isAgreed`: nothing is
   * asked but what has to be: a budget, or a provider that may keep prompts.
   */
  async compare(
    wanted: SpecSource,
    models: readonly ComparedModel[],
    { isAgreed }: { readonly isAgreed: boolean },
  ): Promise<readonly RunResult[]> {
    const source = await this.#parts.inputs.complete(wanted);
    if (source?.kind !== "spec") return [];
    const comparison = new Comparison(this.#parts, source, models);
    this.#comparisons = [...this.#comparisons.filter(({ isRunning }) => isRunning), comparison];
    comparison.onDidChange(() => this.#follow());
    this.#parts.panel.show(comparison);
    await comparison.prepare();
    this.#parts.panel.focus(comparison);
    if (isAgreed && !comparison.needsAnswer) await comparison.start();
    return comparison.results;
  }

  stopAll(): void {
    for (const comparison of this.#comparisons) comparison.stop();
  }

  #follow(): void {
    if (this.isRunning === this.#wasRunning) return;
    this.#wasRunning = this.isRunning;
    this.#changed.fire();
  }

  dispose(): void {
    for (const comparison of this.#comparisons) comparison.dispose();
    this.#changed.dispose();
  }
}
