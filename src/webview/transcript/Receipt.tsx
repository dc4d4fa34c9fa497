import * as l10n from "@vscode/l10n";
import type { TurnHead } from "../../protocol/chatProtocol";
import { Icon } from "../Icon";
import { statusIcons } from "../statusIcons";
import { showHidden } from "../../core/hiddenCharacters";
import { receiptText } from "../text/receiptText";
import { spokenUsd } from "../text/spokenUsd";

/** Same order everywhere: status, cost and its kind, estimate, tokens in and out, time, served by. */
export function Receipt({ turn }: { readonly turn: TurnHead }) {
  const text = receiptText(turn);
  if (turn.outcome === undefined || text === undefined) return null;
  return (
    <div class="receipt" role="group" aria-label={l10n.t("Receipt")}>
      <Icon {...statusIcons[turn.outcome.status]} />
      <div>
        <span class="sr">{text.status}</span>
        <span class="cost num">
          <span aria-hidden="true">{text.cost}</span>
          <span class="sr">{spokenUsd(text.cost)}</span>
        </span>
        {text.kind !== undefined && <span>{text.kind}</span>}
        {text.note !== undefined && <span class="dim num">{text.note}</span>}
      </div>
      {text.figures !== "" && <div class="line2 num">{showHidden(text.figures)}</div>}
    </div>
  );
}
