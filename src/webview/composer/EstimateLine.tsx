import * as l10n from "@vscode/l10n";
import { useLayoutEffect, useId, useRef, useState } from "preact/hooks";
import { formatUsd, formatUsdSum } from "../../core/cost/formatCost";
import type { UsageSum } from "../../core/usage/usageSums";
import type { ComposerState, EstimateView } from "../../protocol/chatProtocol";
import { Icon } from "../Icon";
import { estimateText } from "../text/estimateText";
import { spokenUsd } from "../text/spokenUsd";
import { EstimateBreakdown } from "./EstimateBreakdown";

/** The line under the input: what sending costs, or with nothing to send what the chat has cost. */
export function EstimateLine(props: {
  readonly composer: ComposerState;
  readonly estimate: EstimateView | undefined;
  readonly showsChatCost: boolean;
  readonly isAsking: boolean;
}) {
  if (props.isAsking) return <div class="estimate">{l10n.t("Waiting for your answer above")}</div>;
  if (props.showsChatCost) return <ChatCost composer={props.composer} />;
  if (props.estimate !== undefined)
    return <Price view={props.estimate} hasKey={props.composer.provider.hasKey} />;
  return (
    <div class="estimate">
      {props.composer.model?.isFree === true && (
        <span class="grow">
          <b>{l10n.t("free")}</b>
        </span>
      )}
      {!props.composer.provider.hasKey && <span>{l10n.t("no key")}</span>}
    </div>
  );
}

function Price({ view, hasKey }: { readonly view: EstimateView; readonly hasKey: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    if (!isOpen) return;
    const close = (event: Event) => {
      const isInside =
        event.target instanceof Node && button.current?.parentElement?.contains(event.target) === true;
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !isInside) setOpen(false);
      if (event instanceof KeyboardEvent && event.key === "Escape" && isInside) button.current?.focus();
    };
    document.addEventListener("keydown", close);
    document.addEventListener("pointerdown", close);
    return () => {
      document.removeEventListener("keydown", close);
      document.removeEventListener("pointerdown", close);
    };
  }, [isOpen]);
  const text = estimateText(view);
  if (view.problem !== undefined) {
    return (
      <div class="estimate problem">
        <Icon name="warning" tone="warn" />
        <span class="grow">{view.problem}</span>
      </div>
    );
  }
  return (
    <div class="estimate-anchor">
      {isOpen && <EstimateBreakdown id={id} view={view} />}
      <button
        type="button"
        class="estimate"
        ref={button}
        aria-label={text.spoken}
        aria-expanded={isOpen}
        aria-controls={id}
        title={l10n.t("Show what the price is made of")}
        onClick={() => setOpen(!isOpen)}
      >
        <span class="grow">
          <b class="num">{text.price}</b>
          {text.rest !== "" && ` · ${text.rest}`}
          {text.sure !== "" && <span class="sure"> · {text.sure}</span>}
        </span>
        <span class="tokens num">
          {hasKey || view.estimate.promptTokens > 0 ? text.tokens : l10n.t("no key")}
        </span>
        <Icon name={isOpen ? "chevron-down" : "chevron-up"} />
      </button>
    </div>
  );
}

function ChatCost({ composer }: { readonly composer: ComposerState }) {
  const { chatCost, today } = composer;
  const nothing = composer.model?.isFree === true ? l10n.t("free") : l10n.t("not billed");
  // This chat's runs are among those of the day, mostly: they are not counted a second time.
  const { unknownRuns, runs } = today ?? chatCost;
  const isPartlyKnown = unknownRuns < runs;
  return (
    <div class="estimate">
      <span class="grow">
        {l10n.t("This chat")} <Sum sum={chatCost} format={formatUsd} nothing={nothing} />
        {today !== undefined && (
          <>
            {" · "}
            {l10n.t("today")} <Sum sum={today} format={formatUsdSum} nothing={nothing} />
          </>
        )}
        {isPartlyKnown && unknownRuns === 1 && ` · ${l10n.t("1 run of unknown cost not counted")}`}
        {isPartlyKnown &&
          unknownRuns > 1 &&
          ` · ${l10n.t("{0} runs of unknown cost not counted", unknownRuns)}`}
      </span>
      {composer.balanceUsd !== undefined && (
        <span class="num">{l10n.t("balance {0}", formatUsdSum(composer.balanceUsd))}</span>
      )}
      {!composer.provider.hasKey && <span>{l10n.t("no key")}</span>}
    </div>
  );
}

/** An amount, or the word for it: nothing that is known and nothing at all are not the same. */
function Sum(props: {
  readonly sum: UsageSum;
  readonly format: (usd: number) => string;
  readonly nothing: string;
}) {
  const { usd, unknownRuns, runs } = props.sum;
  const isUnknown = runs > 0 && unknownRuns === runs;
  const cost = isUnknown ? l10n.t("cost unknown") : usd === 0 ? props.nothing : props.format(usd);
  return (
    <b class="num">
      <span aria-hidden="true">{cost}</span>
      <span class="sr">{spokenUsd(cost)}</span>
    </b>
  );
}
