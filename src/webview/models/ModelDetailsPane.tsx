import * as l10n from "@vscode/l10n";
import { useId } from "preact/hooks";
import { formatPercent } from "../../core/cost/formatPercent";
import { formatContextLength, formatTokens } from "../../core/cost/formatTokens";
import type { PromptCost } from "../../core/models/promptCosts";
import type { ModelDetails, ModelsViewState } from "../../protocol/modelsProtocol";
import { Icon } from "../Icon";
import { Endpoints } from "./Endpoints";
import { FeatureBadges } from "./FeatureBadges";
import { IconButton } from "../IconButton";
import type { ModelsActions } from "./modelsActions";
import { OutsideText } from "../OutsideText";
import { Pairs, type Pair } from "./Pairs";
import { PriceList } from "./PriceList";
import { atMostText, costText } from "./promptTexts";
import { mayFit, type TableRow } from "./tableRow";

/** All that is known about one model. */
export function ModelDetailsPane(props: {
  readonly row: TableRow;
  /** Absent until the host has answered. */
  readonly details: ModelDetails | undefined;
  readonly state: ModelsViewState;
  readonly onClose: () => void;
  readonly actions: ModelsActions;
}) {
  const { row, details, state } = props;
  const { post } = props.actions;
  const mark = (name: "favourite" | "hidden", isOn: boolean) =>
    post({ type: "model-mark", modelId: row.id, mark: name, isOn });
  return (
    <aside class="pane" aria-label={l10n.t("Details of {0}", row.name)}>
      <div>
        <div class="row top">
          <h2 class="grow outside">
            <OutsideText text={row.name} />
          </h2>
          <IconButton
            icon={row.isFavourite ? "star-full" : "star-empty"}
            label={row.isFavourite ? l10n.t("Remove from Favourites") : l10n.t("Add to Favourites")}
            onClick={() => mark("favourite", !row.isFavourite)}
          />
          <IconButton
            icon={row.isHidden ? "eye-closed" : "eye"}
            label={row.isHidden ? l10n.t("Show in the List Again") : l10n.t("Hide from the List")}
            onClick={() => mark("hidden", !row.isHidden)}
          />
          <IconButton icon="close" label={l10n.t("Close Details")} onClick={props.onClose} />
        </div>
        <div class="row tight">
          <OutsideText class="model-id dim mono outside" text={row.id} />
          <IconButton
            icon="copy"
            label={l10n.t("Copy Model ID")}
            onClick={() => post({ type: "id-copy", modelId: row.id })}
          />
        </div>
      </div>
      <div class="row wrap tight">
        <FeatureBadges row={row} isChosen={row.id === state.chosenModelId} language={state.language} />
      </div>
      <Uses row={row} state={state} actions={props.actions} />
      <section>
        <PromptHeading state={state} cost={row.cost} />
        <Pairs pairs={[...promptLines(row), ...runLines(details?.ownRuns)]} />
      </section>
      <section>
        <h3>{l10n.t("Price per 1M tokens")}</h3>
        <PriceList pricing={row.pricing} />
      </section>
      <section>
        <h3>{l10n.t("Endpoints")}</h3>
        <Endpoints endpoints={details?.endpoints} />
      </section>
      <section>
        <h3>{l10n.t("Data")}</h3>
        <p class="row top">
          <Icon {...(row.mayTrainOnPrompts ? { name: "warning", tone: "warn" } : { name: "shield" })} />
          <span>
            {row.mayTrainOnPrompts
              ? l10n.t("The provider may log prompts and train on them.")
              : l10n.t("The gateway reports no training on prompts.")}
          </span>
        </p>
      </section>
      {details?.supportedParameters !== undefined && (
        <section>
          <h3>{l10n.t("Parameters")}</h3>
          <p class="small outside">
            {details.supportedParameters.length === 0
              ? l10n.t("none")
              : details.supportedParameters.join(", ")}
          </p>
        </section>
      )}
      {details?.description !== undefined && (
        <section>
          <h3>{l10n.t("Description")}</h3>
          <p class="outside description">
            <OutsideText text={details.description} />
          </p>
        </section>
      )}
    </aside>
  );
}

function Uses(props: {
  readonly row: TableRow;
  readonly state: ModelsViewState;
  readonly actions: ModelsActions;
}) {
  const { row, state } = props;
  const { post } = props.actions;
  const reasonId = useId();
  const isChosen = row.id === state.chosenModelId;
  const isSpec = state.costs.prompt.kind === "spec";
  const obstacle =
    state.cannotRun ?? (mayFit(row) ? undefined : l10n.t("This spec is too long for this model."));
  return (
    <div>
      <div class="buttons">
        <button
          type="button"
          class="button"
          aria-disabled={isChosen || undefined}
          onClick={() => !isChosen && post({ type: "model-use", modelId: row.id })}
        >
          {isChosen ? l10n.t("In Use") : l10n.t("Use Model")}
        </button>
        {isSpec && (
          <button
            type="button"
            class="button second"
            aria-disabled={obstacle !== undefined || undefined}
            aria-describedby={obstacle === undefined ? undefined : reasonId}
            onClick={() => obstacle === undefined && post({ type: "spec-run", modelId: row.id })}
          >
            {l10n.t("Run This Spec · {0}", costText(row))}
          </button>
        )}
      </div>
      {isSpec && obstacle !== undefined && (
        <p class="small outside" id={reasonId}>
          {obstacle}
        </p>
      )}
    </div>
  );
}

function PromptHeading(props: { readonly state: ModelsViewState; readonly cost: PromptCost | undefined }) {
  const { kind, name } = props.state.costs.prompt;
  const tokens = props.cost === undefined ? "" : l10n.t("{0} tokens", formatTokens(props.cost.promptTokens));
  return (
    <h3 class="outside">
      {kind === "spec" ? <OutsideText text={name} /> : l10n.t("This chat")}
      {tokens !== "" && `, ${tokens}`}
    </h3>
  );
}

function promptLines(row: TableRow): readonly Pair[] {
  const { cost } = row;
  const atMost =
    cost === undefined
      ? l10n.t("At most")
      : l10n.t("At most, {0} out", formatTokens(cost.maxCompletionTokens));
  return [
    { title: l10n.t("Expected"), text: costText(row) },
    ...(mayFit(row) ? [{ title: atMost, text: atMostText(row) }] : []),
    { title: l10n.t("Fits the context"), text: fitText(row) },
  ];
}

function fitText({ cost, contextLength }: TableRow): string {
  if (cost?.fits === undefined || contextLength === undefined) return l10n.t("unknown");
  const context = formatContextLength(contextLength);
  if (!cost.fits) return l10n.t("no, {0} of {1} tokens", formatTokens(cost.promptTokens), context);
  return l10n.t("{0} of {1}", formatPercent((cost.promptTokens / contextLength) * 100), context);
}

function runLines(own: ModelDetails["ownRuns"]): readonly Pair[] {
  if (own === undefined) return [];
  const title = own.runs === 1 ? l10n.t("Your last run") : l10n.t("Your last {0} runs", own.runs);
  const text =
    own.medianDeviation === undefined
      ? l10n.t("{0} done", own.completed)
      : l10n.t("{0} done, off by {1}", own.completed, formatPercent(Math.abs(own.medianDeviation) * 100));
  return [{ title, text }];
}
