import * as l10n from "@vscode/l10n";
import type { TurnHead } from "../../protocol/chatProtocol";
import { showHidden } from "../../core/hiddenCharacters";

/** Which model answers, through whom, and who really served it. */
export function TurnHeading({ turn }: { readonly turn: TurnHead }) {
  const name = showHidden(turn.model?.name ?? l10n.t("Answer"));
  const provider = turn.provider?.displayName;
  // Once there is a receipt, it names the upstream.
  const servedBy = turn.servedModel ?? (turn.phase === "done" ? undefined : turn.servedBy);
  if (provider === undefined) return <b>{name}</b>;
  const via =
    servedBy === undefined
      ? l10n.t("via {0}", provider)
      : l10n.t("via {0}, served by {1}", provider, showHidden(servedBy));
  return (
    <>
      <b title={turn.model && showHidden(turn.model.id)}>{name}</b>
      <span class="via" title={via}>
        {via}
      </span>
    </>
  );
}
