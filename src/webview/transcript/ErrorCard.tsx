import * as l10n from "@vscode/l10n";
import type { Remedy, RunError } from "../../core/errors";
import { Icon } from "../Icon";
import { remedyLabel } from "../text/remedyLabel";
import { ErrorCallout } from "./ErrorCallout";
import { useSecondsUntil } from "./useSecondsUntil";

/** One sentence and the one most useful action. */
export function ErrorCard(props: {
  readonly error: RunError;
  readonly isNew: boolean;
  readonly canRunAgain: boolean;
  /** A free model would cost nothing and be another quota. */
  readonly offersFreeModel: boolean;
  /** The turn is about a file; without one there is only the message to be mended. */
  readonly hasFile: boolean;
  /** When the provider answers again, in milliseconds since 1970. */
  readonly retryAtMs: number | undefined;
  readonly onRemedy: (remedy: Remedy) => void;
  readonly onRunAgain: () => void;
  readonly onCopy: (text: string) => void;
}) {
  const { error } = props;
  const waitSeconds = useSecondsUntil(error.remedy === "retry" ? props.retryAtMs : undefined);
  const isSecondBest = error.retryable && error.remedy !== "retry";
  return (
    <ErrorCallout error={error} isNew={props.isNew} onCopy={props.onCopy}>
      <button
        type="button"
        class="button"
        aria-disabled={waitSeconds > 0}
        onClick={() => waitSeconds === 0 && props.onRemedy(error.remedy)}
      >
        {error.remedy === "edit-spec" && !props.hasFile
          ? l10n.t("Edit the Message")
          : remedyLabel(error, waitSeconds)}
        {error.remedy === "add-credits" && <Icon name="link-external" />}
      </button>
      {props.offersFreeModel && error.remedy !== "use-free-model" && (
        <button type="button" class="button second" onClick={() => props.onRemedy("use-free-model")}>
          {l10n.t("Use a Free Model")}
        </button>
      )}
      {props.canRunAgain && error.remedy !== "retry" && (
        <button type="button" class={`button ${isSecondBest ? "second" : "link"}`} onClick={props.onRunAgain}>
          {l10n.t("Run Again")}
        </button>
      )}
    </ErrorCallout>
  );
}
