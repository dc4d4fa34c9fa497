import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import * as vscode from "vscode";
import { formatPricing } from "../../core/cost/formatCost";
import { formatContextLength } from "../../core/cost/formatTokens";
import { UserFacingError } from "../../core/errors";
import type { Model } from "../../core/models/model";
import {
  contextLimitOf,
  findModel,
  fits,
  nearestModels,
  sortForPicker,
} from "../../core/models/modelCatalogue";
import type { ProviderConfig } from "../../core/providers/providerConfig";
import type { ModelMarks } from "../modelMarks";
import type { ModelCache } from "../../core/models/modelCache";
import type { ModelChoice } from "../../core/models/modelChoice";
import type { ProviderDirectory } from "../providerDirectory";
import type { Settings } from "../settings";
import { parseId } from "./commandArguments";

interface Parts {
  readonly providers: ProviderDirectory;
  readonly models: ModelCache;
  readonly choice: ModelChoice;
  readonly settings: Settings;
  readonly marks: ModelMarks;
}

export type ModelItem = vscode.QuickPickItem & { readonly modelId?: string };

/**
 * Chooses the model of later runs: the argument's, else one from the live list.
 * @throws UserFacingError `model-not-found` for an id the list does not have; the list's own errors.
 */
export async function selectModel(argument: unknown, parts: Parts): Promise<string | undefined> {
  const modelId = parseId(argument);
  const provider = parts.providers.get();
  const chosen =
    modelId === undefined
      ? await pickModel(provider, parseFilter(argument), parts)
      : await checked(provider, modelId, parts);
  if (chosen !== undefined) await parts.settings.update("model", chosen);
  return chosen;
}

async function checked(provider: ProviderConfig, modelId: string, { models }: Parts): Promise<string> {
  let list: readonly Model[];
  try {
    list = await models.list(provider);
  } catch (error) {
    if (!UserFacingError.is(error)) throw error;
    // Without a list there is nothing to check against; the next run will tell.
    return modelId;
  }
  const model = findModel(list, modelId);
  if (model || list.length === 0) return model?.id ?? modelId;
  const [nearest] = nearestModels(list, modelId, 1);
  throw new UserFacingError(
    "model-not-found",
    nearest
      ? l10n.t("{0} does not offer {1}. Nearest: {2}", provider.displayName, modelId, nearest.id)
      : l10n.t("{0} does not offer {1}.", provider.displayName, modelId),
  );
}

const filterSchema = v.object({
  /** Tokens of a prompt: only models that have room for it, or do not say how much room they have. */
  fits: v.optional(v.number(), 0),
  /** Only models that cost nothing. */
  free: v.optional(v.boolean(), false),
});
type Filter = v.InferOutput<typeof filterSchema>;

/** Menus pass other things, which filter nothing. */
function parseFilter(argument: unknown): Filter {
  const result = v.safeParse(filterSchema, argument);
  return result.success ? result.output : { fits: 0, free: false };
}

/** `undefined` when the list was closed. @throws UserFacingError the list's own errors. */
export async function pickModel(
  provider: ProviderConfig,
  filter: Filter,
  parts: Parts,
): Promise<string | undefined> {
  const quickPick = vscode.window.createQuickPick<ModelItem>();
  quickPick.title = filter.free
    ? l10n.t("Free model at {0}", provider.displayName)
    : l10n.t("Model at {0}", provider.displayName);
  quickPick.placeholder = l10n.t("Name or id");
  quickPick.matchOnDescription = true;
  quickPick.matchOnDetail = true;
  quickPick.busy = true;
  const refresh: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("refresh"),
    tooltip: l10n.t("Load the list again"),
  };
  quickPick.buttons = [refresh];
  quickPick.show();

  let listed: readonly Model[] = [];
  const fill = async (options: { refresh: boolean }) => {
    quickPick.busy = true;
    const models = await parts.models.list(provider, { ...options, retryFailure: true });
    listed = models;
    if (models.length === 0) {
      throw new UserFacingError("invalid-response", l10n.t("{0} lists no models.", provider.displayName));
    }
    const fitting = models.filter(
      (model) => fits(model, filter.fits) !== false && (model.isFree || !filter.free),
    );
    const items = modelItems(fitting, provider, parts);
    quickPick.items = items;
    const current = items.find((item) => item.modelId === parts.settings.model);
    // Somebody who has begun to type wants the first match, not the model that is chosen now.
    if (current && quickPick.value === "") quickPick.activeItems = [current];
    quickPick.busy = false;
  };

  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      quickPick.onDidAccept(() => {
        // A list that arrives while one types may leave no row active; an id typed whole is clear all the same.
        const modelId = quickPick.selectedItems[0]?.modelId ?? findModel(listed, quickPick.value)?.id;
        if (modelId !== undefined) resolve(modelId);
      });
      quickPick.onDidChangeValue((value) => {
        // An id that is typed whole is meant, also when another row of an earlier group begins with it.
        const exact = findModel(listed, value);
        const item = exact && quickPick.items.find(({ modelId }) => modelId === exact.id);
        if (item) quickPick.activeItems = [item];
      });
      quickPick.onDidHide(() => resolve(undefined));
      quickPick.onDidTriggerButton(() => void fill({ refresh: true }).catch(reject));
      fill({ refresh: false }).catch(reject);
    });
  } finally {
    quickPick.dispose();
  }
}

/** The rows of a list to choose from, in groups. */
export function modelItems(
  models: readonly Model[],
  provider: ProviderConfig,
  { choice, marks }: Pick<Parts, "choice" | "marks">,
): readonly ModelItem[] {
  const prefix = `${provider.id} `;
  const recentIds = choice.recent
    .filter((entry) => entry.startsWith(prefix))
    .map((entry) => entry.slice(prefix.length));
  const groups = sortForPicker(models, {
    recentIds,
    favouriteIds: marks.of("favourite", provider.id),
    hiddenIds: marks.of("hidden", provider.id),
  });
  return [
    ...group(l10n.t("Favourites"), groups.favourites),
    ...group(l10n.t("Recommended"), groups.recommended),
    ...group(l10n.t("Recent"), groups.recent),
    ...group(l10n.t("All models"), groups.all),
  ];
}

function group(label: string, members: readonly Model[]): readonly ModelItem[] {
  if (members.length === 0) return [];
  return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...members.map(modelItem)];
}

/** The row of one model. */
export function modelItem(model: Model): ModelItem {
  return {
    label: model.name,
    description: model.id,
    detail: modelSummary(model),
    modelId: model.id,
  };
}

/** Price, context and what to know before choosing, in one line. */
export function modelSummary(model: Model): string {
  const { prompt, completion } = formatPricing(model.pricing);
  const price =
    model.isFree || model.pricing.kind !== "known"
      ? model.isFree
        ? `$(gift) ${l10n.t("free")}`
        : prompt
      : l10n.t("{0} in · {1} out per 1M tokens", prompt, completion);
  const contextLimit = contextLimitOf(model);
  return [
    price,
    contextLimit === undefined ? undefined : l10n.t("{0} context", formatContextLength(contextLimit)),
    model.mayTrainOnPrompts ? l10n.t("may train on prompts") : undefined,
    model.expirationDate === undefined ? undefined : l10n.t("until {0}", model.expirationDate),
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}
