import * as l10n from "@vscode/l10n";
import { formatPricing } from "../../core/cost/formatCost";
import { formatContextLength } from "../../core/cost/formatTokens";
import { Icon } from "../Icon";
import { Money } from "../Money";
import { FeatureBadges } from "./FeatureBadges";
import { OutsideText } from "../OutsideText";
import { costText } from "./promptTexts";
import type { TableRow } from "./tableRow";

export function ModelTableRow(props: {
  readonly id: string;
  /** Among the rows that are shown. */
  readonly index: number;
  readonly row: TableRow;
  readonly isSelected: boolean;
  readonly isChosen: boolean;
  readonly language: "en" | "th";
  readonly onSelect: () => void;
  readonly onMark: () => void;
}) {
  const { row } = props;
  const price = formatPricing(row.pricing);
  return (
    <tr
      id={props.id}
      // The head is the first.
      aria-rowindex={props.index + 2}
      aria-selected={props.isSelected}
      onClick={props.onSelect}
    >
      <td class="star">
        <button
          type="button"
          class="icon-button"
          aria-label={l10n.t("Favourite: {0}", row.name)}
          title={row.isFavourite ? l10n.t("Remove from Favourites") : l10n.t("Add to Favourites")}
          aria-pressed={row.isFavourite}
          // By keyboard it is the space bar: a thousand stops on the way through the page would be none.
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            props.onMark();
          }}
        >
          <Icon name={row.isFavourite ? "star-full" : "star-empty"} />
        </button>
      </td>
      <td class="name" title={`${row.name}\n${row.id}`}>
        <div class="ellipsis">
          <OutsideText text={row.name} /> <OutsideText class="model-id dim" text={row.id} />
        </div>
      </td>
      <td class="right">
        {row.contextLength === undefined ? l10n.t("unknown") : formatContextLength(row.contextLength)}
      </td>
      <td class="right">{price.prompt}</td>
      <td class="right">{price.completion}</td>
      <td class="right cost">
        <Money shown={costText(row)} />
      </td>
      <td class="features">
        <div class="badges">
          <FeatureBadges row={row} isChosen={props.isChosen} language={props.language} />
        </div>
      </td>
    </tr>
  );
}
