/**
 * Both directions between the extension host and the model view. Plain JSON only. The state lives in the host; the page
 * sorts and filters what it has. `ready` comes first, the host answers with everything (`state-changed`), then sends changes.
 */
import * as v from "valibot";
import type { Model, ModelEndpoint } from "../core/models/model";
import type { PromptCost } from "../core/models/promptCosts";
import type { TaskAdvice } from "../core/models/taskAdvice";

/** One model of the list. */
export interface ModelRow extends Pick<
  Model,
  "id" | "name" | "pricing" | "isFree" | "mayTrainOnPrompts" | "hasOwnKey" | "expirationDate"
> {
  /** Tokens that prompt and answer may have together; absent = not known. */
  readonly contextLength?: number;
  /** Each absent when the list does not say. */
  readonly hasReasoning?: boolean;
  readonly hasTools?: boolean;
  readonly takesImages?: boolean;
}

/** What the column of costs is about. */
export interface PricedPrompt {
  /** `spec`: the Markdown document in front; `chat`: the chat with what stands in its input. */
  readonly kind: "spec" | "chat";
  /** Path of the spec within its folder; empty for the chat. */
  readonly name: string;
}

export interface ModelCosts {
  readonly prompt: PricedPrompt;
  /** By model id. A model without an entry: nothing is known. */
  readonly byModel: Readonly<Record<string, PromptCost>>;
}

export interface ModelListState {
  /** When the list was loaded, in milliseconds since 1970; absent when there is none. */
  readonly loadedAt?: number;
  readonly isLoading: boolean;
  /** Why the last attempt to load it failed, in one sentence; the rows are then those of `loadedAt`. */
  readonly problem?: string;
}

export type SortColumn = "name" | "context" | "prompt-price" | "completion-price" | "cost";

/** How the table is set up. Kept by the host from one opening to the next. */
export interface TableSettings {
  readonly sort: { readonly column: SortColumn; readonly isDescending: boolean };
  readonly onlyFitting: boolean;
  readonly onlyFree: boolean;
  readonly onlyReasoning: boolean;
  readonly onlyTools: boolean;
  readonly onlyImages: boolean;
  readonly withoutTraining: boolean;
  /** Leaves out models that the gateway has announced the end of. */
  readonly withoutExpiring: boolean;
  readonly onlyFavourites: boolean;
  readonly showsHidden: boolean;
  /** Tokens; 0 = any. */
  readonly leastContext: number;
  /** US dollars per million prompt tokens; absent = any. Models of unknown price are left out when it is there. */
  readonly mostPromptPrice?: number;
  readonly showsPlot: boolean;
}

/** What only the details show. */
export interface ModelDetails {
  readonly modelId: string;
  /** Markdown by the gateway, untrusted; absent when it gives none. To be shown as plain text. */
  readonly description?: string;
  /** Longest answer in tokens; absent when not known. */
  readonly maxCompletionTokens?: number;
  /** Absent when not known. */
  readonly supportedParameters?: readonly string[];
  /** Of this machine's own runs with this model, this month and the last; absent when there are none. */
  readonly ownRuns?: {
    readonly runs: number;
    readonly completed: number;
    /** Median of how far the cost was from the estimate, as a share of the estimate; absent when none could be compared. */
    readonly medianDeviation?: number;
  };
  /** `loading`: asked for. `none`: the gateway has no such list for this model. `failed`: see `problem`. */
  readonly endpoints:
    | { readonly state: "loading" | "none" }
    | { readonly state: "failed"; readonly problem: string }
    | { readonly state: "loaded"; readonly list: readonly ModelEndpoint[] };
}

export interface ModelsViewState {
  readonly provider: { readonly id: string; readonly displayName: string };
  /** All that are enabled. */
  readonly providers: readonly { readonly id: string; readonly displayName: string }[];
  readonly rows: readonly ModelRow[];
  readonly list: ModelListState;
  readonly costs: ModelCosts;
  readonly advice: readonly TaskAdvice[];
  /** Ids of this provider's models. */
  readonly favourites: readonly string[];
  readonly hidden: readonly string[];
  /** The model that runs go to now; absent when none is chosen. */
  readonly chosenModelId?: string;
  /** Why nothing can be run now (a folder that is not trusted), in one sentence; absent when it can. */
  readonly cannotRun?: string;
  /** Absent until somebody has changed anything. */
  readonly settings?: TableSettings;
  readonly language: "en" | "th";
  /** English sentence → translation; empty for English. For `@vscode/l10n`. */
  readonly translations: Readonly<Record<string, string>>;
}

export type ToModelsView =
  | { readonly type: "state-changed"; readonly state: ModelsViewState }
  | { readonly type: "list-changed"; readonly list: ModelListState }
  | { readonly type: "costs-changed"; readonly costs: ModelCosts }
  | {
      readonly type: "marks-changed";
      readonly favourites: readonly string[];
      readonly hidden: readonly string[];
    }
  /** Answers `model-open`, at once and again when the endpoints are there. */
  | { readonly type: "details-changed"; readonly details: ModelDetails };

const id = v.pipe(v.string(), v.maxLength(400));

const tableSettings = v.object({
  sort: v.object({
    column: v.picklist(["name", "context", "prompt-price", "completion-price", "cost"]),
    isDescending: v.boolean(),
  }),
  onlyFitting: v.boolean(),
  onlyFree: v.boolean(),
  onlyReasoning: v.boolean(),
  onlyTools: v.boolean(),
  onlyImages: v.boolean(),
  withoutTraining: v.boolean(),
  withoutExpiring: v.boolean(),
  onlyFavourites: v.boolean(),
  showsHidden: v.boolean(),
  leastContext: v.number(),
  mostPromptPrice: v.exactOptional(v.number()),
  showsPlot: v.boolean(),
});

const fromModelsView = v.variant("type", [
  v.object({ type: v.literal("ready") }),
  v.object({ type: v.literal("provider-choose"), provider: id }),
  v.object({ type: v.literal("list-refresh") }),
  v.object({ type: v.literal("model-open"), modelId: id }),
  /** Later runs go to it. */
  v.object({ type: v.literal("model-use"), modelId: id }),
  /** Runs the spec of the cost column on it, without changing what later runs go to. */
  v.object({ type: v.literal("spec-run"), modelId: id }),
  v.object({
    type: v.literal("model-mark"),
    modelId: id,
    mark: v.picklist(["favourite", "hidden"]),
    isOn: v.boolean(),
  }),
  v.object({ type: v.literal("id-copy"), modelId: id }),
  v.object({ type: v.literal("settings-changed"), settings: tableSettings }),
]);

export type FromModelsView = v.InferOutput<typeof fromModelsView>;

/** Narrows what arrived over `postMessage`; `undefined` for anything we do not know. */
export function parseFromModelsView(data: unknown): FromModelsView | undefined {
  const result = v.safeParse(fromModelsView, data);
  return result.success ? result.output : undefined;
}

/** Narrows settings that were stored, perhaps by another version; `undefined` when they are none. */
export function parseTableSettings(data: unknown): TableSettings | undefined {
  const result = v.safeParse(tableSettings, data);
  return result.success ? result.output : undefined;
}
