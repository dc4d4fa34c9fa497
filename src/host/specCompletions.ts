import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Model } from "../core/models/model";
import { modelPriceLabel } from "../core/models/modelPriceLabel";
import { type PromptCost, promptCost } from "../core/models/promptCosts";
import { modelSummary } from "../core/models/modelSummary";
import { type CompletionPlace, completionPlace } from "../core/spec/completionPlace";
import { keysAt, wordsAt } from "../core/spec/frontMatterChoices";
import { frontMatterKeys, isFrontMatterKey } from "../core/spec/frontMatterKeys";
import { valueRole } from "../core/spec/frontMatterValues";
import type { ModelMarks } from "./modelMarks";
import { paragraphs } from "./paragraphs";
import type { ProviderDirectory } from "./providerDirectory";
import type { SpecDocument, SpecDocuments } from "./specDocuments";
import type { SpecPrices } from "./specPrices";
import { suggestedFiles } from "./suggestedFiles";

interface SpecCompletionsParts {
  readonly documents: SpecDocuments;
  readonly prices: SpecPrices;
  readonly providers: ProviderDirectory;
  readonly marks: ModelMarks;
}

/** Completes keys and values of front matter, and variables in the text. */
export class SpecCompletions implements vscode.CompletionItemProvider {
  readonly #parts: SpecCompletionsParts;
  /** Of the models that were offered: what the details say. */
  readonly #models = new WeakMap<
    vscode.CompletionItem,
    { readonly model: Model; readonly cost: PromptCost | undefined }
  >();

  constructor(parts: SpecCompletionsParts) {
    this.#parts = parts;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const lines = { count: document.lineCount, at: (index: number) => document.lineAt(index).text };
    const place = completionPlace(lines, line, character);
    const read = place && this.#parts.documents.of(document);
    if (!place || !read || (place.kind !== "variable" && read.isForeign)) return [];
    const range = new vscode.Range(line, place.start, line, place.end);
    const items = await this.#items(place, read);
    for (const [index, item] of items.entries()) {
      item.range = range;
      item.sortText ??= String(index).padStart(6, "0");
    }
    return items;
  }

  resolveCompletionItem(item: vscode.CompletionItem): vscode.CompletionItem {
    const known = this.#models.get(item);
    if (known) item.documentation = paragraphs(modelSummary(known.model, known.cost));
    return item;
  }

  async #items(place: CompletionPlace, read: SpecDocument): Promise<vscode.CompletionItem[]> {
    if (place.kind === "variable") return read.isForeign ? [] : this.#variables(place, read);
    if (place.kind === "key") return keys(place);
    const lead = place.needsSpace ? " " : "";
    const words = wordsAt(place.path).map((word) =>
      itemFor(word, vscode.CompletionItemKind.EnumMember, lead),
    );
    switch (valueRole(place.path)) {
      case "model":
        return this.#modelItems(read, lead);
      case "provider":
        return this.#providerItems(lead);
      case "file":
        return (await suggestedFiles(read)).map((path) =>
          itemFor(path, vscode.CompletionItemKind.File, lead),
        );
      case "environment":
      case undefined:
        return words;
    }
  }

  /** Favourites first, then those that have room for the spec, the cheapest first. */
  async #modelItems(read: SpecDocument, lead: string): Promise<vscode.CompletionItem[]> {
    const { document, spec } = read;
    const { prices, marks } = this.#parts;
    const [target, { draft }] = await Promise.all([
      prices.target(document.uri, spec.frontMatter),
      prices.draft(read),
    ]);
    const { provider, models = [] } = target;
    const favourites = new Set(provider ? marks.of("favourite", provider.id) : []);
    const hidden = new Set(provider ? marks.of("hidden", provider.id) : []);
    const rows = models
      .filter(({ id }) => !hidden.has(id))
      .map((model) => ({ model, cost: promptCost(model, draft, target.past, models) }));
    const rank = ({ model, cost }: (typeof rows)[number]): number =>
      favourites.has(model.id) ? 0 : cost?.fits === false ? 3 : cost?.expectedUsd === undefined ? 2 : 1;
    const usd = ({ cost }: (typeof rows)[number]): number => cost?.expectedUsd ?? 0;
    return rows
      .toSorted((one, other) => rank(one) - rank(other) || usd(one) - usd(other))
      .map((row) => {
        const made = itemFor(row.model.id, vscode.CompletionItemKind.EnumMember, lead);
        made.label = { label: row.model.id, description: modelPriceLabel(row.model, row.cost) };
        this.#models.set(made, row);
        return made;
      });
  }

  #providerItems(lead: string): vscode.CompletionItem[] {
    return this.#parts.providers
      .all()
      .filter(({ enabled }) => enabled)
      .map(({ id, displayName }) => {
        const made = itemFor(id, vscode.CompletionItemKind.EnumMember, lead);
        made.label = { label: id, description: displayName };
        return made;
      });
  }

  async #variables(
    place: Extract<CompletionPlace, { kind: "variable" }>,
    read: SpecDocument,
  ): Promise<vscode.CompletionItem[]> {
    const { inputs = [], env = [] } = read.spec.frontMatter;
    const close = place.isClosed ? "" : "}}";
    const variable = (name: string, detail?: string) => {
      const made = itemFor(name, vscode.CompletionItemKind.Variable);
      made.insertText = `${name}${close}`;
      if (detail !== undefined) made.label = { label: name, description: detail };
      return made;
    };
    return [
      ...inputs.map(({ name, prompt }) => variable(name, prompt)),
      variable("selection", l10n.t("what is selected in the editor")),
      ...env.map((name) => variable(`env:${name}`)),
      ...(await suggestedFiles(read)).map((path) => variable(`file:${path}`)),
    ];
  }
}

/** Those that are not there yet, with the value begun. */
function keys({ path, taken }: Extract<CompletionPlace, { kind: "key" }>): vscode.CompletionItem[] {
  return keysAt(path)
    .filter((name) => !taken.has(name))
    .map((name) => {
      const made = itemFor(name, vscode.CompletionItemKind.Property);
      if (path.length > 0 || !isFrontMatterKey(name)) {
        made.insertText = `${name}: `;
        return made;
      }
      const { about, expected, snippet } = frontMatterKeys[name];
      made.insertText = new vscode.SnippetString(`${name}:${snippet}`);
      made.documentation = paragraphs([about(), l10n.t("Expected: {0}", expected())]);
      // What a key is for is asked about at once.
      if (snippet.endsWith("$0")) made.command = { command: "editor.action.triggerSuggest", title: "" };
      return made;
    });
}

function itemFor(name: string, kind: vscode.CompletionItemKind, lead = ""): vscode.CompletionItem {
  const made = new vscode.CompletionItem(name, kind);
  made.insertText = `${lead}${name}`;
  return made;
}
