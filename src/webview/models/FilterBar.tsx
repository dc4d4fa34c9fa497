import * as l10n from "@vscode/l10n";
import { localNumber } from "../../core/localNumber";
import type { RefObject } from "preact";
import { formatContextLength } from "../../core/cost/formatTokens";
import { formatPerMillion } from "../../core/cost/formatCost";
import type { ModelsViewState, TableSettings } from "../../protocol/modelsProtocol";
import { Icon } from "../Icon";
import { IconButton } from "../IconButton";
import type { ModelsActions } from "./modelsActions";
import { moreFilters } from "./tableSettings";

const contextChoices = [32_000, 128_000, 200_000, 1_000_000];
const priceChoices = [0.5, 1, 3, 10];

/** Which boolean settings are chips. */
type Switch = {
  [Key in keyof TableSettings]-?: TableSettings[Key] extends boolean ? Key : never;
}[keyof TableSettings];

export function FilterBar(props: {
  readonly state: ModelsViewState;
  readonly settings: TableSettings;
  readonly search: string;
  readonly showsMore: boolean;
  /** False where there is no room for it. */
  readonly canShowPlot: boolean;
  readonly searchInput: RefObject<HTMLInputElement | null>;
  readonly onLeaveDownwards: () => void;
  readonly actions: ModelsActions;
}) {
  const { state, settings, actions } = props;
  const { mostPromptPrice, ...withAnyPrice } = settings;
  const more = moreFilters(settings);
  const chip = (name: Switch, text: string, icon?: string) => (
    <Chip
      text={text}
      icon={icon}
      isOn={settings[name]}
      onClick={() => actions.change({ ...settings, [name]: !settings[name] })}
    />
  );
  return (
    <div class="toolbar" role="toolbar" aria-label={l10n.t("Filters")}>
      <label class="search">
        <Icon name="search" />
        <span class="sr">{l10n.t("Search models")}</span>
        <input
          class="input"
          type="search"
          ref={props.searchInput}
          value={props.search}
          placeholder={l10n.t("Search {0} models", localNumber(String(state.rows.length)))}
          onInput={(event) => actions.search(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown" || event.isComposing) return;
            event.preventDefault();
            props.onLeaveDownwards();
          }}
        />
      </label>
      <label>
        <span class="sr">{l10n.t("Provider")}</span>
        <select
          class="select"
          value={state.provider.id}
          onChange={(event) => actions.post({ type: "provider-choose", provider: event.currentTarget.value })}
        >
          {state.providers.map(({ id, displayName }) => (
            <option key={id} value={id}>
              {displayName}
            </option>
          ))}
        </select>
      </label>
      <span class="separator" />
      {chip(
        "onlyFitting",
        state.costs.prompt.kind === "spec" ? l10n.t("Fits this spec") : l10n.t("Fits this chat"),
      )}
      {chip("onlyFree", l10n.t("Free"))}
      {chip("onlyReasoning", l10n.t("Reasoning"), "lightbulb")}
      {chip("onlyTools", l10n.t("Tools"), "tools")}
      {chip("onlyImages", l10n.t("Images"), "file-media")}
      {chip("withoutTraining", l10n.t("No training on prompts"), "shield")}
      {chip("onlyFavourites", l10n.t("Favourites"), "star-empty")}
      <button
        type="button"
        class="chip"
        aria-expanded={props.showsMore}
        onClick={() => actions.showMoreFilters(!props.showsMore)}
      >
        {more > 0 ? l10n.t("More ({0})", more) : l10n.t("More")}
        <Icon name={props.showsMore ? "chevron-up" : "chevron-down"} />
      </button>
      <span class="grow" />
      <IconButton
        icon="graph-scatter"
        label={props.canShowPlot ? l10n.t("Price Plot") : l10n.t("Price Plot, needs a larger window")}
        isPressed={settings.showsPlot && props.canShowPlot}
        isDisabled={!props.canShowPlot}
        onClick={() => actions.change({ ...settings, showsPlot: !settings.showsPlot })}
      />
      <IconButton
        icon="refresh"
        label={
          state.list.isLoading ? l10n.t("Loading models and prices") : l10n.t("Refresh Models and Prices")
        }
        isDisabled={state.list.isLoading}
        onClick={() => actions.post({ type: "list-refresh" })}
      />
      {props.showsMore && (
        <div class="more">
          <label>
            {l10n.t("Context at least")}
            <select
              class="select"
              value={settings.leastContext}
              onChange={(event) =>
                actions.change({ ...settings, leastContext: Number(event.currentTarget.value) })
              }
            >
              <option value={0}>{l10n.t("any")}</option>
              {withCurrent(contextChoices, settings.leastContext).map((tokens) => (
                <option key={tokens} value={tokens}>
                  {formatContextLength(tokens)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {l10n.t("Prompt per 1M at most")}
            <select
              class="select"
              value={mostPromptPrice ?? ""}
              onChange={({ currentTarget: { value } }) =>
                actions.change({ ...withAnyPrice, ...(value !== "" && { mostPromptPrice: Number(value) }) })
              }
            >
              <option value="">{l10n.t("any")}</option>
              {withCurrent(priceChoices, mostPromptPrice ?? 0).map((usd) => (
                <option key={usd} value={usd}>
                  {formatPerMillion(usd)}
                </option>
              ))}
            </select>
          </label>
          {chip("withoutExpiring", l10n.t("Not retiring"), "clockface")}
          {chip("showsHidden", l10n.t("Show hidden"), "eye")}
        </div>
      )}
    </div>
  );
}

/** The choices, with a stored one that another version offered. */
function withCurrent(choices: readonly number[], current: number): readonly number[] {
  return current > 0 && !choices.includes(current)
    ? [...choices, current].toSorted((a, b) => a - b)
    : choices;
}

function Chip(props: {
  readonly text: string;
  readonly icon: string | undefined;
  readonly isOn: boolean;
  readonly onClick: () => void;
}) {
  const icon = props.icon ?? (props.isOn ? "check" : undefined);
  return (
    <button type="button" class="chip" aria-pressed={props.isOn} onClick={props.onClick}>
      {icon !== undefined && <Icon name={icon} />}
      {props.text}
    </button>
  );
}
