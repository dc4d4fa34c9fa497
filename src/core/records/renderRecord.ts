import * as l10n from "@vscode/l10n";
import { formatPerMillion } from "../cost/formatCost";
import { perMillion } from "../cost/pricePerMillion";
import type { KnownPricing, ModelPricing } from "../models/model";
import type { ExpectationResult } from "../expect/expectation";
import { expectationLine } from "../expect/expectationLine";
import { expectationStateLabel } from "../expect/expectationStateLabel";
import { formatTokenLimit } from "../cost/formatTokens";
import { bodyParameters } from "./bodyParameters";
import { fenced } from "./fenced";
import { recordFacts } from "./recordFacts";
import { recordLabel } from "./recordLabel";
import { renderMessages } from "./renderMessages";
import type { RunRecord } from "./runRecord";

export interface RenderedRecord {
  readonly text: string;
  /** Lines of the section that is to be folded, heading and last line, counted from 0; absent without reasoning. */
  readonly reasoning?: { readonly start: number; readonly end: number };
}

/**
 * A record as Markdown for people to read: receipt, what was asked for and of whom, what went along, and at the end the
 * answer, which is Markdown itself. `startedAt`: the time in the user's words.
 */
export function renderRecord(record: RunRecord, startedAt: string): RenderedRecord {
  const { spec, result, request, pricing, includes, git, reasoning, answer } = record;
  const before = [
    `# ${inline(recordLabel(record))}\n\n${startedAt} · ${inline(spec.path)}\n`,
    section(l10n.t("Receipt"), list(recordFacts(record))),
    section(l10n.t("Instruction"), spec.instruction && fenced(spec.instruction)),
    section(
      l10n.t("Inputs"),
      spec.inputs &&
        Object.entries(spec.inputs)
          .map(([name, value]) => `### ${inline(name)}\n\n${fenced(value)}`)
          .join("\n"),
    ),
    section(l10n.t("Expectations"), expectations(result.expect)),
    section(l10n.t("Parameters"), list([...bodyParameters(request.body)])),
    section(l10n.t("Prices, US dollars per million tokens"), pricing && list(prices(pricing))),
    section(
      l10n.t("Files that went along"),
      list(includes.map(({ path, bytes, sha256 }) => [path, `${bytesOf(bytes)} · SHA-256 ${sha256}`])),
    ),
    section(
      "Git",
      git &&
        list([
          [l10n.t("Commit"), git.commit],
          ...(git.branch === undefined ? [] : [[l10n.t("Branch"), git.branch] as const]),
        ]),
    ),
    section(
      l10n.t("Request"),
      [
        list([
          [l10n.t("Spec"), `SHA-256 ${spec.sha256}`],
          [l10n.t("Sent"), `SHA-256 ${request.sha256}`],
        ]),
        ...(request.isRedacted
          ? [`\n${l10n.t("Something secret was taken out of the messages below.")}\n`]
          : []),
        "\n",
        renderMessages(request.body, 3),
      ].join(""),
    ),
  ].join("");
  const thoughts =
    reasoning === undefined || reasoning === "" ? "" : section(l10n.t("Reasoning"), fenced(reasoning));
  return {
    text: `${before}${thoughts}${section(l10n.t("Answer"), answer)}`,
    ...(thoughts !== "" && {
      // A section begins with an empty line, and ends with the end of a line.
      reasoning: { start: linesOf(before) + 1, end: linesOf(before) + linesOf(thoughts) - 1 },
    }),
  };
}

function linesOf(text: string): number {
  return text.split("\n").length - 1;
}

/** Left out when there is nothing in it. */
function section(title: string, content: string | undefined): string {
  return content === undefined || content === "" ? "" : `\n## ${title}\n\n${content}`;
}

function list(rows: readonly (readonly [name: string, value: string])[]): string {
  return rows.map(([name, value]) => `- ${inline(name)}: ${inline(value)}\n`).join("");
}

function expectations(results: readonly ExpectationResult[] = []): string {
  return results
    .map((result) => `- ${inline(`${expectationStateLabel(result.state)} ${expectationLine(result)}`)}\n`)
    .join("");
}

function prices(pricing: ModelPricing): readonly (readonly [name: string, value: string])[] {
  if (pricing.kind === "varies") return [[l10n.t("Price"), l10n.t("varies")]];
  if (pricing.kind === "unknown") return [[l10n.t("Price"), l10n.t("unknown")]];
  const names: readonly (readonly [name: string, price: keyof KnownPricing])[] = [
    [l10n.t("Input"), "prompt"],
    [l10n.t("Output"), "completion"],
    [l10n.t("Input from cache"), "cachedPrompt"],
    [l10n.t("Written to cache"), "cacheWrite"],
  ];
  return names.flatMap(([name, key]) => {
    const price = pricing[key];
    return typeof price === "string" ? [[name, formatPerMillion(perMillion(price))] as const] : [];
  });
}

function bytesOf(bytes: number): string {
  return l10n.t("{0} bytes", formatTokenLimit(bytes));
}

/** A text from elsewhere may not break out of its line. */
function inline(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ");
}
