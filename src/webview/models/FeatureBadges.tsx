import * as l10n from "@vscode/l10n";
import { formatUsd } from "../../core/cost/formatCost";
import { formatDay } from "../../core/cost/formatDay";
import type { Task } from "../../core/models/taskAdvice";
import { Icon } from "../Icon";
import type { TableRow } from "./tableRow";

/** What a model can do and what to know before using it. Cautions come first: they are the last to be cut off. */
export function FeatureBadges(props: {
  readonly row: TableRow;
  readonly isChosen: boolean;
  readonly language: "en" | "th";
}) {
  const { row } = props;
  const request = row.pricing.kind === "known" ? Number(row.pricing.request ?? 0) : 0;
  return (
    <>
      {props.isChosen && <Badge icon="check" text={l10n.t("in use")} />}
      {row.isFree && <span class="badge solid">{l10n.t("free")}</span>}
      {row.mayTrainOnPrompts && <Badge icon="warning" tone="warn" text={l10n.t("may train on prompts")} />}
      {row.expirationDate !== undefined && (
        <Badge
          icon="clockface"
          text={l10n.t(
            "retires {0}",
            formatDay(row.expirationDate, props.language, new Date().getFullYear()),
          )}
        />
      )}
      {request > 0 && <Badge text={l10n.t("+ {0} per request", formatUsd(request))} />}
      {row.hasOwnKey && <Badge icon="key" text={l10n.t("own key")} />}
      {row.isHidden && <Badge icon="eye-closed" text={l10n.t("hidden")} />}
      {row.tasks.map((task) => (
        <Badge key={task} icon="thumbsup" text={adviceText(task)} />
      ))}
      {row.hasReasoning === true && <Badge icon="lightbulb" text={l10n.t("reasoning")} />}
      {row.hasTools === true && <Badge icon="tools" text={l10n.t("tools")} />}
      {row.takesImages === true && <Badge icon="file-media" text={l10n.t("images")} />}
    </>
  );
}

function Badge(props: { readonly icon?: string; readonly tone?: "warn"; readonly text: string }) {
  return (
    <span class="badge">
      {props.icon !== undefined && <Icon name={props.icon} {...(props.tone && { tone: props.tone })} />}
      {props.text}
    </span>
  );
}

function adviceText(task: Task): string {
  switch (task) {
    case "code-generation":
      return l10n.t("good for code");
    case "analysis":
      return l10n.t("good for analysis");
    case "simple":
      return l10n.t("good for simple tasks");
    case "speed":
      return l10n.t("good for speed");
  }
}
