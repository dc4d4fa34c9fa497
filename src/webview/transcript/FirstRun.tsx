import * as l10n from "@vscode/l10n";
import { formatTokens } from "../../core/cost/formatTokens";
import type { ComposerState, FromWebview } from "../../protocol/chatProtocol";
import { Icon } from "../Icon";
import { estimateText } from "../text/estimateText";

type Command = Extract<FromWebview, { readonly type: "command-run" }>["command"];

/** Stands where the turns will be: one job and the ways into it. */
export function FirstRun(props: {
  readonly composer: ComposerState;
  readonly onCommand: (command: Command) => void;
}) {
  const { activeSpec, model } = props.composer;
  const modelName = activeSpec?.estimate?.modelName ?? model?.name;
  const entry = (command: Command, icon: string, title: string, text: string, spoken?: string) => (
    <button type="button" class="entry" onClick={() => props.onCommand(command)}>
      <Icon name={icon} />
      <span class="entry-title">{title}</span>
      <span class="small" aria-label={spoken}>
        {text}
      </span>
    </button>
  );
  const estimate = activeSpec?.estimate;
  const price = estimate && estimateText(estimate);
  const runText = [
    modelName,
    price?.price,
    estimate && l10n.t("{0} tokens", formatTokens(estimate.estimate.promptTokens)),
  ];
  return (
    <div class="first-run">
      <h2>{l10n.t("Run a Markdown spec against a model")}</h2>
      <p class="dim">
        {l10n.t("Open a Markdown file and run it, or ask here. Free models answer without a key.")}
      </p>
      <div class="entries">
        {activeSpec !== undefined &&
          entry(
            "run-active-spec",
            "play",
            l10n.t("Run {0}", activeSpec.path.slice(activeSpec.path.lastIndexOf("/") + 1)),
            runText.filter((part) => part !== undefined).join(" · "),
            price && [modelName, price.spoken].filter((part) => part !== undefined).join(l10n.t(", ")),
          )}
        {entry(
          "configure-key",
          "key",
          l10n.t("Add an API key"),
          l10n.t("Kilo, OpenRouter, your proxy or a local server"),
        )}
        {entry("open-example", "file", l10n.t("Open an example spec"), l10n.t("A short spec to try out"))}
      </div>
      <div class="callout plain">
        <Icon name="shield" />
        <h3>{l10n.t("Nothing is sent until you press Run")}</h3>
        <p>{l10n.t("The price is shown first. Keys stay in the editor's secret storage. No telemetry.")}</p>
      </div>
    </div>
  );
}
