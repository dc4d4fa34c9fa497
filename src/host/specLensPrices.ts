import { LineCounts } from "../core/cost/lineCounts";
import { addClassCounts, type ClassCounts, emptyClassCounts } from "../core/cost/tokenClasses";
import { countClasses } from "../core/cost/countClasses";
import { UserFacingError } from "../core/errors";
import { type PromptCost, promptCost } from "../core/models/promptCosts";
import { partCounts } from "../core/spec/partCounts";
import { sectionAt } from "../core/spec/sectionAt";
import type { SpecLensRow } from "../core/spec/specLenses";
import { specPath } from "../core/spec/specPath";
import { specReferences } from "../core/spec/specReferences";
import type { CountedPart, DraftEstimator } from "./draftEstimator";
import type { SpecDocument } from "./specDocuments";
import { specIdentity } from "./specIdentity";
import type { SpecPrices, SpecTarget } from "./specPrices";
import type { SpecReader } from "./specReader";

interface SpecLensPricesParts {
  readonly prices: SpecPrices;
  readonly estimator: DraftEstimator;
  readonly reader: SpecReader;
}

/** What the lines of one document come to. */
export interface LensPrice {
  readonly target: SpecTarget;
  /** Absent when nobody can say. */
  readonly cost?: PromptCost;
}

/** What a document's lenses share, for one version of it. */
interface Pricing {
  readonly version: number;
  readonly generation: number;
  readonly target: Promise<SpecTarget>;
  /** Of the whole document; `undefined` when it cannot be put together. */
  readonly parts: Promise<readonly CountedPart[] | undefined>;
}

/** Prices of the parts of documents. Lines are counted when they change, and sections added up from them. */
export class SpecLensPrices {
  readonly #parts: SpecLensPricesParts;
  readonly #pricings = new Map<string, Pricing>();
  readonly #lines = new Map<string, { version: number; readonly counts: LineCounts }>();
  #generation = 0;

  constructor(parts: SpecLensPricesParts) {
    this.#parts = parts;
  }

  /** Prices, settings or what runs have taught may have changed. */
  renew(): void {
    this.#generation += 1;
  }

  /** The document was closed. */
  forget(key: string): void {
    this.#pricings.delete(key);
    this.#lines.delete(key);
  }

  async priceOf(row: SpecLensRow, read: SpecDocument): Promise<LensPrice> {
    const { target: targeted, parts: counted } = this.#pricingOf(read);
    const [target, parts] = await Promise.all([targeted, counted]);
    const { model, models = [], parameters, past } = target;
    if (!model || !parts) return { target };
    const counts =
      row.kind === "document"
        ? sum(parts.map((part) => part.counts))
        : await this.#countsOfPart(row, read, parts);
    if (!counts) return { target };
    const { specId } = specIdentity(read.document.uri, row.part);
    const { expect } = read.spec.frontMatter;
    const draft = { size: { counts, messages: 2 }, parameters, specId, expect };
    return { target, cost: promptCost(model, draft, past, models) };
  }

  #pricingOf(read: SpecDocument): Pricing {
    const { uri } = read.document;
    const key = uri.toString();
    const known = this.#pricings.get(key);
    if (known?.version === read.version && known.generation === this.#generation) return known;
    const pricing = {
      version: read.version,
      generation: this.#generation,
      target: this.#parts.prices.target(uri, read.spec.frontMatter),
      parts: this.#parts.estimator.countedParts(uri).catch((error: unknown) => {
        if (!UserFacingError.is(error)) throw error;
        return undefined;
      }),
    };
    this.#pricings.set(key, pricing);
    return pricing;
  }

  async #countsOfPart(
    row: SpecLensRow,
    read: SpecDocument,
    whole: readonly CountedPart[],
  ): Promise<ClassCounts | undefined> {
    const { text, outline, spec } = read;
    const part = sectionAt(text, outline, row.line);
    if (part === undefined) return undefined;
    if (bringsSomething(part)) return this.#assembled(read, part, whole);
    const own = partCounts(text, outline, this.#linesOf(read), row.line);
    const included = new Set(
      specReferences({ ...spec, body: "" }).map(({ written }) => specPath(written, read.path)),
    );
    const before = whole.filter(
      ({ kind, name }) => kind === "system" || (kind === "include" && included.has(name)),
    );
    return own && sum([own, ...before.map(({ counts }) => counts)]);
  }

  /** With variables or links to context in it, only putting it together tells what it comes to. */
  async #assembled(
    read: SpecDocument,
    part: string,
    whole: readonly CountedPart[],
  ): Promise<ClassCounts | undefined> {
    try {
      const { parts } = await this.#parts.reader.partForEstimate(read, part);
      const system = whole.filter(({ kind }) => kind === "system");
      return sum([...system.map(({ counts }) => counts), ...parts.map((one) => countClasses(one.text))]);
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      return undefined;
    }
  }

  #linesOf({ document, version, text, outline }: SpecDocument): LineCounts {
    const key = document.uri.toString();
    const lines = this.#lines.get(key) ?? { version: -1, counts: new LineCounts() };
    this.#lines.set(key, lines);
    if (lines.version !== version) lines.counts.setText(text, outline.lineStarts);
    lines.version = version;
    return lines.counts;
  }
}

function bringsSomething(part: string): boolean {
  return (
    part.includes("{{") || part.includes("${") || part.includes("$ARGUMENTS") || /["']context["']/.test(part)
  );
}

function sum(all: readonly ClassCounts[]): ClassCounts {
  const total = emptyClassCounts();
  for (const counts of all) addClassCounts(total, counts);
  return total;
}
