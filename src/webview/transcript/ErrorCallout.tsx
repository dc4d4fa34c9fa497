import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { formatUsdSum } from "../../core/cost/formatCost";
import type { RunError } from "../../core/errors";
import { Icon } from "../Icon";
import { errorTitle } from "../text/errorTitle";
import { showHidden } from "../../core/hiddenCharacters";
import { languageAttribute } from "../text/markLanguage";

/** What happened, in one sentence; `children` are the buttons that help, the rest is under Details. */
export function ErrorCallout(props: {
  readonly error: RunError;
  /** It happened while the view was open, so it is spoken; an old one that is shown again is not. */
  readonly isNew: boolean;
  readonly children: ComponentChildren;
  readonly onCopy: (text: string) => void;
}) {
  const { error } = props;
  const [isOpen, setOpen] = useState(false);
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
        {props.children}
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
