import * as l10n from "@vscode/l10n";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { formatUsdSum } from "../../core/cost/formatCost";
import type { Remedy, RunError } from "../../core/errors";
import { Icon } from "../Icon";
import { errorTitle } from "../text/errorTitle";
import { showHidden } from "../text/hiddenCharacters";
import { languageAttribute } from "../text/markLanguage";
import { remedyLabel } from "../text/remedyLabel";

/** One sentence and the one most useful action; the rest is under Details. */
export function ErrorCard(props: {
  readonly error: RunError;
  /** It happened while the view was open, so it is spoken; an old one in a restored transcript is not. */
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
  const [isOpen, setOpen] = useState(false);
  const waitSeconds = useSecondsUntil(error.remedy === "retry" ? props.retryAtMs : undefined);
  const titleId = useId();
  const textId = useId();
  const detailsId = useId();
  const detailsElement = useRef<HTMLDivElement>(null);
  // They open below the button, which may be the last thing in sight.
  useEffect(() => {
    if (isOpen) detailsElement.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  const message = showHidden(error.message);
  const details = detailLines(error);
  const isSecondBest = error.retryable && error.remedy !== "retry";
  return (
    <div
      class="callout error"
      role={props.isNew ? "alert" : "group"}
      aria-labelledby={titleId}
      aria-describedby={textId}
    >
      <Icon name="error" tone="bad" />
      <h4 id={titleId}>{errorTitle(error)}</h4>
      <p id={textId} class="sentence" lang={languageAttribute(message)}>
        {message}
      </p>
      {error.details?.balanceUsd !== undefined && (
        <p class="small num">{l10n.t("Balance: {0}", formatUsdSum(error.details.balanceUsd))}</p>
      )}
      <div class="buttons">
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
          <button
            type="button"
            class={`button ${isSecondBest ? "second" : "link"}`}
            onClick={props.onRunAgain}
          >
            {l10n.t("Run Again")}
          </button>
        )}
        {details.length > 0 && (
          <button
            type="button"
            class="button link"
            aria-expanded={isOpen}
            aria-controls={detailsId}
            onClick={() => setOpen(!isOpen)}
          >
            {l10n.t("Details")}
          </button>
        )}
      </div>
      {isOpen && (
        <div class="details" id={detailsId} ref={detailsElement}>
          <dl>
            {details.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <button
            type="button"
            class="button link"
            onClick={() => props.onCopy([message, ...details.map((line) => line.join(": "))].join("\n"))}
          >
            {l10n.t("Copy Details")}
          </button>
        </div>
      )}
    </div>
  );
}

function detailLines({ code, details = {} }: RunError): [string, string][] {
  const lines: [string, string | number | undefined][] = [
    [l10n.t("Status"), details.status],
    [l10n.t("Code"), code],
    [l10n.t("Provider"), details.upstream],
    [l10n.t("Provider message"), details.providerMessage],
    [l10n.t("Request id"), details.requestId],
    [l10n.t("Buy credits at"), details.buyCreditsUrl],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [[name, showHidden(String(value))]]));
}

/** Counts down while there is something to wait for and the page is seen. */
function useSecondsUntil(atMs: number | undefined): number {
  const secondsLeft = () => (atMs === undefined ? 0 : Math.max(0, Math.ceil((atMs - Date.now()) / 1000)));
  const [seconds, setSeconds] = useState(secondsLeft);
  useEffect(() => {
    if (seconds <= 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const start = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(() => setSeconds(secondsLeft()), 1000);
    };
    start();
    document.addEventListener("visibilitychange", start);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", start);
    };
  }, [seconds, atMs]);
  return seconds;
}
