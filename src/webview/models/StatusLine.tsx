import * as l10n from "@vscode/l10n";
import { localNumber } from "../../core/localNumber";
import type { ModelsViewState, TableSettings } from "../../protocol/modelsProtocol";
import type { FilteredRows } from "./filterRows";
import { ListAge } from "./ListAge";
import { OutsideText } from "../OutsideText";
import { sortText } from "./promptTexts";

/** How much of the list is seen, how old it is, and what it is about. Only the count is read out when it changes. */
export function StatusLine(props: {
  readonly state: ModelsViewState;
  readonly settings: TableSettings;
  readonly filtered: FilteredRows;
  /** Models that the user has hidden and that are not shown. */
  readonly hidden: number;
  /** Whether anything but "fits" narrows the list. */
  readonly isNarrowed: boolean;
}) {
  const { list, costs, language } = props.state;
  return (
    <div class="status">
      <span role="status">{list.isLoading ? l10n.t("Loading models and prices") : countText(props)}</span>
      {props.hidden > 0 && <span>{l10n.t("{0} hidden", props.hidden)}</span>}
      {list.loadedAt !== undefined && (
        <span>
          <ListAge loadedAt={list.loadedAt} language={language} />
        </span>
      )}
      <span>{sortText(props.settings.sort, costs.prompt)}</span>
      <span class="grow" />
      <span class="outside">
        {costs.prompt.kind === "spec" ? <OutsideText text={costs.prompt.name} /> : l10n.t("This chat")}
      </span>
    </div>
  );
}

function countText(props: Parameters<typeof StatusLine>[0]): string {
  const { shown, tooLong } = props.filtered;
  const total = localNumber(String(props.state.rows.length - props.hidden));
  const count = localNumber(String(shown.length));
  const isSpec = props.state.costs.prompt.kind === "spec";
  if (props.settings.onlyFitting && !props.isNarrowed && shown.some(({ cost }) => cost?.fits === true))
    return isSpec
      ? l10n.t("{0} of {1} models fit this spec", count, total)
      : l10n.t("{0} of {1} models fit this chat", count, total);
  const counts = l10n.t("{0} of {1} models", count, total);
  if (tooLong === 0) return counts;
  return isSpec
    ? l10n.t("{0}; this spec is too long for {1} more", counts, tooLong)
    : l10n.t("{0}; this chat is too long for {1} more", counts, tooLong);
}
