import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Model } from "../../core/models/model";
import { findModel } from "../../core/models/modelCatalogue";
import type { ModelCache } from "../../core/models/modelCache";
import type { ModelChoice } from "../../core/models/modelChoice";
import type { ProviderConfig } from "../../core/providers/providerConfig";
import type { ModelMarks } from "../modelMarks";
import type { ProviderDirectory } from "../providerDirectory";
import { type ModelItem, modelItem, modelItems } from "./selectModel";

export interface PickModelsParts {
  readonly providers: ProviderDirectory;
  readonly models: ModelCache;
  readonly choice: ModelChoice;
  readonly marks: ModelMarks;
}

const [LEAST, MOST] = [2, 4];

/** Lets the user tick two to four models; `chosen` are ticked to begin with. `undefined` when it was closed. */
export async function pickModels(
  {
    chosen,
    provider: providerId,
  }: { readonly chosen: readonly string[]; readonly provider: string | undefined },
  parts: PickModelsParts,
): Promise<readonly string[] | undefined> {
  const provider = parts.providers.get(providerId);
  const quickPick = vscode.window.createQuickPick<ModelItem>();
  quickPick.title = l10n.t("Compare models at {0}", provider.displayName);
  quickPick.placeholder = l10n.t("Choose two to four models.");
  quickPick.canSelectMany = true;
  quickPick.matchOnDescription = true;
  quickPick.busy = true;
  quickPick.show();
  try {
    return await new Promise((resolve, reject) => {
      quickPick.onDidHide(() => resolve(undefined));
      quickPick.onDidChangeSelection((items) => {
        quickPick.title =
          items.length > MOST
            ? l10n.t("At most {0} models", MOST)
            : l10n.t("Compare models at {0}", provider.displayName);
      });
      quickPick.onDidAccept(() => {
        const ids = quickPick.selectedItems.flatMap(({ modelId }) => modelId ?? []);
        if (ids.length >= LEAST && ids.length <= MOST) resolve(ids);
        else quickPick.title = l10n.t("Choose two to four models.");
      });
      parts.models.list(provider, { retryFailure: true }).then((models) => {
        const named = chosen.map((id) => namedItem(id, models, provider));
        const ids = new Set(named.map(({ modelId }) => modelId));
        const others = modelItems(models, provider, parts).filter(({ modelId }) => !ids.has(modelId));
        const heading = { label: l10n.t("In this spec"), kind: vscode.QuickPickItemKind.Separator };
        quickPick.items = [...(named.length > 0 ? [heading, ...named] : []), ...others];
        quickPick.selectedItems = named;
        quickPick.busy = false;
      }, reject);
    });
  } finally {
    quickPick.dispose();
  }
}

/** Also one that the list does not have: what the spec says is not dropped silently. */
function namedItem(id: string, models: readonly Model[], provider: ProviderConfig): ModelItem {
  const model = findModel(models, id);
  return model
    ? modelItem(model)
    : { label: id, detail: l10n.t("{0} does not offer {1}.", provider.displayName, id), modelId: id };
}
