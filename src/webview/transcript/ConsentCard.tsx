import * as l10n from "@vscode/l10n";
import { useEffect, useId, useRef } from "preact/hooks";
import type { ConsentQuestion } from "../../core/chat/chatState";
import { formatTokens } from "../../core/cost/formatTokens";
import { Icon } from "../Icon";

export type ConsentAnswer = "allow" | "choose-model" | "cancel" | "show-request";

/**
 * Asked once per model before text goes to a provider that may keep it. The card takes the focus, not a button: a second
 * Enter must not consent.
 */
export function ConsentCard(props: {
  readonly question: ConsentQuestion;
  readonly isFree: boolean;
  readonly attachment: string | undefined;
  /** Something of the user's own goes along with the attachment. */
  readonly hasText: boolean;
  readonly onAnswer: (answer: ConsentAnswer) => void;
}) {
  const { question } = props;
  const card = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const textId = useId();
  useEffect(() => card.current?.focus(), [question.modelId]);
  const button = (answer: ConsentAnswer, label: string, look: string) => (
    <button type="button" class={`button ${look}`} onClick={() => props.onAnswer(answer)}>
      {label}
    </button>
  );
  return (
    <div
      class="callout warning"
      role="alertdialog"
      aria-labelledby={titleId}
      aria-describedby={textId}
      tabIndex={-1}
      ref={card}
    >
      <Icon name="eye" tone="warn" />
      <h4 id={titleId}>
        {props.isFree
          ? l10n.t("This free model may keep your text")
          : l10n.t("This model may keep your text")}
      </h4>
      <p id={textId} class="sentence">
        {l10n.t(
          "The provider of {0} may log what you send and train on it. Do not send secrets or personal data.",
          question.modelName,
        )}
      </p>
      <p class="small">{whatIsSent(question, props.attachment, props.hasText)}</p>
      <div class="buttons">
        {button("allow", l10n.t("Send to This Model"), "")}
        {button("choose-model", l10n.t("Choose Another"), "second")}
        {button("show-request", l10n.t("Show What Will Be Sent"), "link")}
        {button("cancel", l10n.t("Cancel"), "link")}
      </div>
      <p class="small">{l10n.t("Asked once per model. Nothing was sent yet.")}</p>
    </div>
  );
}

function whatIsSent(question: ConsentQuestion, attachment: string | undefined, hasText: boolean): string {
  const tokens = formatTokens(question.promptTokens);
  // What has an attachment begins a context of its own.
  if (attachment === undefined) {
    return question.earlierTurns > 0
      ? l10n.t("Will be sent: your text and the chat so far, {0} tokens", tokens)
      : l10n.t("Will be sent: your text, {0} tokens", tokens);
  }
  return hasText
    ? l10n.t("Will be sent: {0} and your text, {1} tokens", attachment, tokens)
    : l10n.t("Will be sent: {0}, {1} tokens", attachment, tokens);
}
