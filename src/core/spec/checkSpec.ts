import * as l10n from "@vscode/l10n";
import { formatAtMost, formatUsdLimit } from "../cost/formatCost";
import type { Model } from "../models/model";
import { findModel, nearestModels } from "../models/modelCatalogue";
import { modelPriceLabel } from "../models/modelPriceLabel";
import type { PromptCost } from "../models/promptCosts";
import { supportsParameter } from "../models/requestLimits";
import type { ProviderConfig } from "../providers/providerConfig";
import { contextProblem, type RequestParameters } from "../run/prepareRequest";
import { isForeignKey, isForeignSpec } from "./foreignSpecs";
import { isFrontMatterKey } from "./frontMatterKeys";
import { frontMatterValues, valueRole } from "./frontMatterValues";
import { modelMentions } from "./modelMentions";
import { nearestName } from "./nearestName";
import type { Spec, TextSpan } from "./parseSpec";
import { specPath } from "./specPath";
import type { SpecProblem, SpecReplacement } from "./specProblem";
import { specReferences } from "./specReferences";
import { variablesIn } from "./expandVariables";

type NamedProvider = Pick<ProviderConfig, "id" | "displayName">;

/** Whether a file that a spec names can be read; absent from a list of them = nobody has looked, or it can. */
export type FileState = "missing" | "folder" | "leads-outside";

/** What a spec is held against. Whatever is absent is not known, and nothing is said about it. */
export interface SpecSurroundings {
  /** Of the file, from its folder. */
  readonly path: string;
  /** Who can be asked. */
  readonly providers: readonly NamedProvider[];
  /** Who would be asked; absent when there is no such provider. */
  readonly provider?: NamedProvider;
  /** By provider id; absent when the list could not be read. */
  readonly modelsOf: (providerId: string) => readonly Model[] | undefined;
  /** The model that would answer. */
  readonly model?: Model;
  readonly parameters?: RequestParameters;
  /** What the spec comes to on a model. */
  readonly costOf: (model: Model) => PromptCost | undefined;
  /** The user's own budget for a run, in US dollars. */
  readonly perRunUsd?: number;
  /** By path from the folder. */
  readonly files: ReadonlyMap<string, FileState>;
  /** A day `YYYY-MM-DD` for the reader. */
  readonly formatDay: (day: string) => string;
}

/** At most so many are offered to take the place of one. */
const MOST_REPLACEMENTS = 3;

/** A spec's parameters in the front matter, and their names in `supported_parameters` of the model list. */
const PARAMETERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["temperature", ["temperature"]],
  ["top_p", ["top_p"]],
  ["max_tokens", ["max_tokens", "max_completion_tokens"]],
  ["seed", ["seed"]],
  ["stop", ["stop"]],
  ["reasoning", ["reasoning"]],
]);

/** Whether the front matter is meant for SmartSpec; only then is anything said about a file. `path`: of the file. */
export function isCheckedSpec(spec: Spec, path: string): boolean {
  if (!spec.block || isForeignSpec(path)) return false;
  const own = spec.keys.filter(({ name }) => isFrontMatterKey(name));
  if (own.length === 0) return spec.problems.length > 0;
  // Agents of other tools say `model: opus` beside their own keys.
  const isOthers =
    own.every(({ name }) => name === "model") && spec.keys.some(({ name }) => isForeignKey(name));
  return !isOthers || (spec.frontMatter.model ?? "").includes("/");
}

/** Everything that is wrong or doubtful in a spec, in the order of the text. */
export function checkSpec(spec: Spec, surroundings: SpecSurroundings): readonly SpecProblem[] {
  if (!isCheckedSpec(spec, surroundings.path)) return [];
  const check = new SpecCheck(spec, surroundings);
  return [
    ...spec.problems,
    ...check.providers(),
    ...check.models(),
    ...check.budget(),
    ...check.context(),
    ...check.parameters(),
    ...check.files(),
    ...check.variables(),
  ].toSorted((one, other) => one.start - other.start);
}

class SpecCheck {
  readonly #spec: Spec;
  readonly #around: SpecSurroundings;
  /** Of the model that would answer. */
  readonly #cost: PromptCost | undefined;

  constructor(spec: Spec, surroundings: SpecSurroundings) {
    this.#spec = spec;
    this.#around = surroundings;
    this.#cost = surroundings.model && surroundings.costOf(surroundings.model);
  }

  providers(): readonly SpecProblem[] {
    const { providers } = this.#around;
    const ids = providers.map(({ id }) => id);
    const named = this.#spec.block ? frontMatterValues(this.#spec.block) : [];
    return named
      .filter(({ path, text }) => valueRole(path) === "provider" && !ids.includes(text))
      .map(({ text, start, end }) => {
        const nearest = nearestName(text, ids);
        return {
          code: "provider-not-found",
          severity: "error",
          message: l10n.t('There is no provider "{0}" in your settings.', text),
          start,
          end,
          replacements: (nearest === undefined ? ids.slice(0, MOST_REPLACEMENTS) : [nearest]).map((id) => ({
            text: id,
          })),
        };
      });
  }

  models(): readonly SpecProblem[] {
    return modelMentions(this.#spec).flatMap(({ id, provider: providerId, start, end }) => {
      const provider =
        providerId === undefined
          ? this.#around.provider
          : this.#around.providers.find((one) => one.id === providerId);
      const models = provider && this.#around.modelsOf(provider.id);
      // A list that is empty says nothing about what is offered.
      if (!provider || !models?.length) return [];
      const model = findModel(models, id);
      if (model && model.expirationDate === undefined) return [];
      const replacements = this.#instead(id, models);
      const place = { start, end, ...(replacements.length > 0 && { replacements }) };
      if (model?.expirationDate === undefined) {
        return {
          code: "model-not-found" as const,
          severity: "warning" as const,
          message: l10n.t("{0} is no longer offered by {1}.", id, provider.displayName),
          ...place,
        };
      }
      const day = this.#around.formatDay(model.expirationDate);
      return {
        code: "model-retires" as const,
        severity: "information" as const,
        message: l10n.t("{0} retires on {1}.", id, day),
        ...place,
      };
    });
  }

  /** The models most like it by name that last and have room for the spec; else the cheapest that have. */
  #instead(id: string, models: readonly Model[]): readonly SpecReplacement[] {
    const costs = new Map<Model, PromptCost | undefined>();
    const costOf = (model: Model) => {
      if (!costs.has(model)) costs.set(model, this.#around.costOf(model));
      return costs.get(model);
    };
    const usable = models.filter(
      (model) =>
        model.expirationDate === undefined &&
        model.id.toLowerCase() !== id.trim().toLowerCase() &&
        costOf(model)?.fits !== false,
    );
    const near = nearestModels(usable, id, MOST_REPLACEMENTS);
    const found =
      near.length > 0
        ? near
        : usable
            .filter((model) => (costOf(model)?.expectedUsd ?? 0) > 0)
            .toSorted((one, other) => (costOf(one)?.expectedUsd ?? 0) - (costOf(other)?.expectedUsd ?? 0))
            .slice(0, MOST_REPLACEMENTS);
    return found.map((model) => {
      const detail = modelPriceLabel(model, costOf(model));
      return { text: model.id, ...(detail !== "" && { detail }) };
    });
  }

  budget(): readonly SpecProblem[] {
    const max = this.#cost?.maxUsd;
    const own = this.#spec.frontMatter.budget;
    if (max === undefined) return [];
    if (own !== undefined && max > own) {
      return [
        {
          code: "over-budget",
          severity: "warning",
          message: l10n.t(
            "A run could cost {0}; the budget here is {1}.",
            formatAtMost(max),
            formatUsdLimit(own),
          ),
          ...this.#placeOf("budget"),
          replacements: [{ text: String(roundedUp(max)) }],
        },
      ];
    }
    const { perRunUsd } = this.#around;
    if (perRunUsd === undefined || max <= perRunUsd) return [];
    return [
      {
        code: "over-budget",
        severity: "warning",
        message: l10n.t(
          "A run could cost {0}; your budget per run is {1}.",
          formatAtMost(max),
          formatUsdLimit(perRunUsd),
        ),
        ...this.#placeOf("model", "models"),
      },
    ];
  }

  context(): readonly SpecProblem[] {
    const { model, parameters } = this.#around;
    if (!this.#cost || !parameters) return [];
    const problem = contextProblem(model, this.#cost.promptTokens, parameters.maxTokens);
    if (!problem) return [];
    const place = this.#placeOf("model", "models");
    return [{ code: "context-length-exceeded", severity: "error", message: problem.message, ...place }];
  }

  parameters(): readonly SpecProblem[] {
    const { model } = this.#around;
    return this.#spec.keys.flatMap(({ name, key }) => {
      const names = PARAMETERS.get(name);
      if (!model || !names || names.some((wire) => supportsParameter(model, wire))) return [];
      return {
        code: "unsupported-parameter" as const,
        severity: "information" as const,
        message: l10n.t("{0} does not take {1}, so it is left out.", model.id, name),
        ...key,
      };
    });
  }

  files(): readonly SpecProblem[] {
    const { path: ownPath, files } = this.#around;
    return specReferences(this.#spec).flatMap(({ kind, written, start, end }) => {
      const path = specPath(written, ownPath);
      const problem = (code: SpecProblem["code"], message: string) =>
        [{ code, severity: "error", message, start, end }] as const;
      if (path === undefined)
        return problem("file-outside", l10n.t("{0} is outside the workspace folder.", written));
      if (kind === "variable" && path === ownPath)
        return problem("include-cycle", l10n.t("{0} includes itself.", path));
      switch (files.get(path)) {
        case "missing":
          return problem("file-not-found", l10n.t("There is no file {0}.", path));
        case "folder":
          return problem("file-not-found", l10n.t("{0} is a folder, not a file.", path));
        case "leads-outside":
          return problem(
            "file-outside",
            l10n.t("{0} leads out of the workspace folder, so it is not read.", path),
          );
        case undefined:
          return [];
      }
    });
  }

  /** Braces mean other things, too: only what looks like a slip of the pen is told of. */
  variables(): readonly SpecProblem[] {
    const names = (this.#spec.frontMatter.inputs ?? []).map(({ name }) => name);
    if (names.length === 0) return [];
    const known = new Set([...names, "selection"]);
    const offset = this.#spec.block?.bodyStart ?? 0;
    return variablesIn(this.#spec.body).flatMap(({ name, start, end }) => {
      const nearest = known.has(name) || name.includes(":") ? undefined : nearestName(name, names);
      if (nearest === undefined) return [];
      return {
        code: "unknown-variable" as const,
        severity: "warning" as const,
        message: l10n.t("There is no input {0}; is {1} meant?", `{{${name}}}`, `{{${nearest}}}`),
        start: offset + start,
        end: offset + end,
        replacements: [{ text: `{{${nearest}}}` }],
      };
    });
  }

  /** The value of the first of these keys that is there, else of any key: something has to carry the mark. */
  #placeOf(...names: readonly string[]): TextSpan {
    const { keys } = this.#spec;
    const found = names.map((name) => keys.find((key) => key.name === name)).find((key) => key !== undefined);
    const { key, value } = found ?? keys[0] ?? {};
    const { start, end } = (found && value) ?? key ?? { start: 0, end: 0 };
    return { start, end };
  }
}

/** The next number of two digits, so that a budget of it is enough. */
function roundedUp(usd: number): number {
  const unit = 10 ** (Math.floor(Math.log10(usd)) - 1);
  return Number((Math.ceil(usd / unit) * unit).toPrecision(2));
}
