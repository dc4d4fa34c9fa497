import type * as vscode from "vscode";
import type { Clock } from "../core/ports";
import type { LastRuns } from "../core/usage/lastRuns";
import type { PastRuns } from "../core/usage/pastRuns";
import type { DraftEstimator } from "./draftEstimator";
import type { ModelCache } from "../core/models/modelCache";
import type { ModelChoice } from "../core/models/modelChoice";
import type { ModelMarks } from "./modelMarks";
import type { ProviderDirectory } from "./providerDirectory";
import type { Settings } from "./settings";
import { SpecCompletions } from "./specCompletions";
import { SpecDiagnostics } from "./specDiagnostics";
import { SpecDocuments } from "./specDocuments";
import { SpecHovers } from "./specHovers";
import { SpecLenses } from "./specLenses";
import { SpecLensPrices } from "./specLensPrices";
import { SpecPrices } from "./specPrices";
import { SpecQuickFixes } from "./specQuickFixes";
import type { SpecReader } from "./specReader";

interface LanguageFeaturesParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly choice: ModelChoice;
  readonly models: ModelCache;
  readonly marks: ModelMarks;
  readonly estimator: DraftEstimator;
  readonly reader: SpecReader;
  readonly past: () => Promise<PastRuns>;
  readonly lastRuns: () => Promise<LastRuns>;
  /** Ids of the manifest's commands. */
  readonly commands: ReadonlySet<string>;
  readonly clock: Clock;
  readonly language: () => "en" | "th";
  readonly report: (error: unknown) => void;
}

/** Everything that Markdown editors get: marks, quick fixes, completion, hovers and lenses. */
export class LanguageFeatures implements vscode.Disposable {
  readonly completions: SpecCompletions;
  readonly hovers: SpecHovers;
  readonly quickFixes: SpecQuickFixes;
  readonly lenses: SpecLenses;
  readonly #diagnostics: SpecDiagnostics;

  constructor(parts: LanguageFeaturesParts) {
    const documents = new SpecDocuments();
    const prices = new SpecPrices(parts);
    this.#diagnostics = new SpecDiagnostics({ ...parts, documents, prices });
    this.completions = new SpecCompletions({ ...parts, documents, prices });
    this.hovers = new SpecHovers({ ...parts, documents, prices });
    this.quickFixes = new SpecQuickFixes(this.#diagnostics);
    this.lenses = new SpecLenses({
      ...parts,
      documents,
      prices: new SpecLensPrices({ ...parts, prices }),
      diagnostics: this.#diagnostics,
    });
  }

  /** Prices, providers, settings or the language have changed. */
  refresh(): void {
    this.#diagnostics.refresh();
    this.lenses.refresh();
  }

  /** A run was noted or has ended. */
  refreshRuns(): void {
    this.lenses.refresh();
  }

  dispose(): void {
    this.lenses.dispose();
    this.#diagnostics.dispose();
  }
}
