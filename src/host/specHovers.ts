import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { countClasses } from "../core/cost/countClasses";
import { formatTokens } from "../core/cost/formatTokens";
import { weigh } from "../core/cost/tokenClasses";
import { tokenizerFamilyOf } from "../core/cost/tokenizerFamily";
import { UserFacingError } from "../core/errors";
import { findModel } from "../core/models/modelCatalogue";
import { promptCost } from "../core/models/promptCosts";
import { modelSummary } from "../core/models/modelSummary";
import { frontMatterKeys } from "../core/spec/frontMatterKeys";
import { specPath } from "../core/spec/specPath";
import { type SpecThing, thingAt } from "../core/spec/thingAt";
import { isSecretFile } from "../core/spec/isSecretFile";
import { paragraphs } from "./paragraphs";
import type { ProviderDirectory } from "./providerDirectory";
import { rangeOf, type SpecDocument, type SpecDocuments } from "./specDocuments";
import { readSpec } from "./specFiles";
import type { SpecPrices } from "./specPrices";

const MODEL_COMMANDS = ["smartspec.selectModel", "smartspec.listModels"];

interface SpecHoversParts {
  readonly documents: SpecDocuments;
  readonly prices: SpecPrices;
  readonly providers: ProviderDirectory;
}

/** Says what a key, a model, a variable or a file in a spec stands for. */
export class SpecHovers implements vscode.HoverProvider {
  readonly #parts: SpecHoversParts;

  constructor(parts: SpecHoversParts) {
    this.#parts = parts;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const read = this.#parts.documents.of(document);
    if (read.isForeign) return undefined;
    const thing = thingAt(read.spec, document.offsetAt(position));
    const text = thing && (await this.#about(thing, read));
    return text && new vscode.Hover(text, rangeOf(document, thing));
  }

  #about(thing: SpecThing, read: SpecDocument): Promise<vscode.MarkdownString | undefined> {
    switch (thing.kind) {
      case "key": {
        const { about, expected } = frontMatterKeys[thing.name];
        return Promise.resolve(paragraphs([about(), l10n.t("Expected: {0}", expected())]));
      }
      case "model":
        return this.#aboutModel(thing.id, thing.provider, read);
      case "file":
        return this.#aboutFile(thing.written, read);
      case "variable":
        return Promise.resolve(aboutVariable(thing.name, read));
    }
  }

  /** `undefined` when the list does not have it: the mark in the editor says so. */
  async #aboutModel(
    id: string,
    providerId: string | undefined,
    read: SpecDocument,
  ): Promise<vscode.MarkdownString | undefined> {
    const { prices, providers } = this.#parts;
    const { document, spec } = read;
    const [target, { draft }] = await Promise.all([
      prices.target(document.uri, spec.frontMatter),
      prices.draft(read),
    ]);
    const other = providers.all().find((config) => config.id === providerId && config.enabled);
    const models = providerId === undefined ? target.models : other && (await prices.modelsOf(other));
    const model = models && findModel(models, id);
    const links = modelLinks();
    if (!model) {
      if (models === undefined) return undefined;
      const text = new vscode.MarkdownString(links);
      text.isTrusted = { enabledCommands: MODEL_COMMANDS };
      return text;
    }
    const text = paragraphs([
      ...modelSummary(model, promptCost(model, draft, target.past, models)),
      model.id,
    ]);
    text.appendMarkdown(links);
    text.isTrusted = { enabledCommands: MODEL_COMMANDS };
    return text;
  }

  async #aboutFile(written: string, read: SpecDocument): Promise<vscode.MarkdownString | undefined> {
    const path = specPath(written, read.path);
    // The mark in the editor says what is wrong.
    if (path === undefined) return undefined;
    if (isSecretFile(path))
      return paragraphs([path, l10n.t("Asked about before it is sent: it may hold secrets.")]);
    try {
      const text = await readSpec(vscode.Uri.joinPath(read.folder, path), read.folder);
      const tokens = await this.#tokens(text, read);
      return paragraphs([path, l10n.t("Sent along, about {0} tokens.", formatTokens(tokens))]);
    } catch (error) {
      if (UserFacingError.is(error)) return undefined;
      throw error;
    }
  }

  async #tokens(text: string, { document, spec }: SpecDocument): Promise<number> {
    const {
      provider,
      model,
      modelId = "",
      past,
    } = await this.#parts.prices.target(document.uri, spec.frontMatter);
    const asked = { provider: provider?.id ?? "", model: modelId };
    return weigh(countClasses(text), past.basis(asked, model && tokenizerFamilyOf(model)).rates.weights);
  }
}

function modelLinks(): string {
  return [
    `[${l10n.t("Select Model")}](command:smartspec.selectModel)`,
    `[${l10n.t("Browse Models")}](command:smartspec.listModels)`,
  ].join(" · ");
}

function aboutVariable(name: string, { spec }: SpecDocument): vscode.MarkdownString | undefined {
  if (name === "selection")
    return paragraphs([l10n.t("Stands for what is selected in the editor when the spec is run.")]);
  const [, variable] = /^env:(.+)$/.exec(name) ?? [];
  if (variable !== undefined) {
    return paragraphs([
      spec.frontMatter.env?.includes(variable.trim())
        ? l10n.t("Stands for the environment variable {0}; you are asked once before it is sent.", variable)
        : l10n.t("Stays as it is: the front matter does not list {0} under env.", variable),
    ]);
  }
  const input = spec.frontMatter.inputs?.find((one) => one.name === name);
  return (
    input &&
    paragraphs([
      input.prompt ?? l10n.t("Asked for before a run."),
      ...(input.default === undefined ? [] : [l10n.t("Unless you say something else: {0}", input.default)]),
      ...(input.choices === undefined ? [] : [l10n.t("One of {0}", input.choices.join(", "))]),
    ])
  );
}
