import * as l10n from "@vscode/l10n";
import { estimatedPrice } from "../cost/estimatedPrice";
import { formatTokens } from "../cost/formatTokens";
import type { CostEstimate } from "../cost/usage";
import { wholeEstimate } from "../cost/wholeEstimate";
import { judgesNote } from "../expect/judgesNote";
import type { ChatMessage } from "../ports";
import { fenced } from "../spec/fenced";

/** What a spec would send, as far as it is known. */
export interface RequestPreview {
  /** File name of the spec. */
  readonly spec: string;
  readonly provider?: { readonly displayName: string; readonly baseUrl: string };
  /** `isFree`: of the whole run (`isFreeRun`). */
  readonly model?: { readonly id: string; readonly isFree: boolean };
  /** As they would travel; without model and messages. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly estimate?: CostEstimate;
  /** Files and texts that the messages are made of. */
  readonly parts: readonly { readonly name: string; readonly tokens: number }[];
  readonly messages: readonly (ChatMessage & { readonly tokens: number })[];
  /** Why it could not be sent now, as sentences. */
  readonly problems: readonly string[];
  /** What is filled in before a run. Without a `value` nobody has answered yet, and something stands in its place here. */
  readonly inputs: readonly { readonly name: string; readonly value?: string }[];
  /** Environment variables that are asked about before their value is sent. */
  readonly variables: readonly string[];
  /** Files that are asked about before they are sent. */
  readonly secretFiles: readonly string[];
}

/** As Markdown. What the spec holds stands in fences that nothing in it can close. */
export function renderPreview(preview: RequestPreview): string {
  const { provider, model, parameters, estimate, parts, messages, problems } = preview;
  const facts = [
    ...(provider ? [[l10n.t("Provider"), `${provider.displayName}, ${code(provider.baseUrl)}`]] : []),
    ...(model ? [[l10n.t("Model"), code(model.id)]] : []),
    ...Object.entries(parameters).map(([name, value]) => [code(name), code(JSON.stringify(value))]),
    ...(estimate ? [[l10n.t("Estimate"), estimateText(estimate, model?.isFree ?? false)]] : []),
    ...preview.inputs.map(({ name, value }) => [
      l10n.t("Asked before a run: {0}", code(name)),
      value === undefined ? l10n.t("not answered yet") : code(value),
    ]),
    ...[...preview.variables.map((name) => `env:${name}`), ...preview.secretFiles].map((name) => [
      l10n.t("Asked before a run: {0}", code(name)),
      l10n.t("whether it may be sent"),
    ]),
  ];
  return [
    `# ${l10n.t("What {0} would send", preview.spec)}\n`,
    facts.map(([name, value]) => `- ${name}: ${value}\n`).join(""),
    ...(problems.length === 0
      ? []
      : [`## ${l10n.t("What is wrong")}\n`, problems.map((problem) => `- ${problem}\n`).join("")]),
    ...(parts.length === 0
      ? []
      : [
          `## ${l10n.t("Parts")}\n`,
          parts.map(({ name, tokens }) => `- ${code(name)}: ${tokensText(tokens)}\n`).join(""),
        ]),
    ...messages.flatMap(({ role, content, tokens }, index) => [
      `## ${index + 1}. ${role} · ${tokensText(tokens)}\n`,
      fenced(content, "markdown"),
    ]),
  ].join("\n");
}

function estimateText(estimate: CostEstimate, isFree: boolean): string {
  const flow = `${formatTokens(estimate.promptTokens)} → ~${formatTokens(estimate.expectedCompletionTokens)}`;
  const price = isFree ? l10n.t("free") : estimatedPrice(wholeEstimate(estimate));
  return [price, judgesNote(estimate.judges?.count), flow].filter((part) => part !== undefined).join(" · ");
}

function tokensText(tokens: number): string {
  return l10n.t("≈ {0} tokens", formatTokens(tokens));
}

/** In one line of code, which Markdown in it cannot leave. */
function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  const longest = (line.match(/`+/g) ?? []).reduce((length, { length: ticks }) => Math.max(length, ticks), 0);
  const ticks = "`".repeat(longest + 1);
  const pad = longest > 0 || line === "" ? " " : "";
  return `${ticks}${pad}${line}${pad}${ticks}`;
}
