import * as l10n from "@vscode/l10n";
import { formatPricing, formatUsd } from "../../core/cost/formatCost";
import { formatContextLength } from "../../core/cost/formatTokens";
import { pricePerMillion } from "../../core/cost/pricePerMillion";
import { UserFacingError } from "../../core/errors";
import type { Model } from "../../core/models/model";
import { contextLimitOf } from "../../core/models/modelCatalogue";
import { textWidth } from "../../core/textWidth";
import type { CommandLine } from "../commandLine";
import { exitCodes } from "../exitCode";
import { ProviderChoice } from "../providerChoice";
import { remedyHint } from "../remedyHint";
import { createServices, type Surroundings } from "../services";
import { untilAborted } from "../untilAborted";

/** Lists what a provider offers, cheapest first; what has no price stands at the end. */
export async function listModels(
  command: Extract<CommandLine, { command: "models" | "test" }>,
  surroundings: Surroundings,
): Promise<number> {
  const { output, models: lists, signal } = createServices(command, surroundings);
  const providers = new ProviderChoice(command.provider, command.baseUrl, surroundings.terminal.environment);
  for (const warning of providers.warnings) output.note(warning);
  try {
    const found = await untilAborted(lists.list(providers.get()), signal);
    const sorted = found.toSorted((one, other) => priceOf(one) - priceOf(other) || compareIds(one, other));
    if (command.json) output.json(sorted);
    else output.text(table(sorted));
    return exitCodes.done;
  } catch (error) {
    if (signal.aborted) return exitCodes.cancelled;
    if (!UserFacingError.is(error)) throw error;
    output.note(error.message);
    const hint = remedyHint(error.toRunError(), providers.chosenId);
    if (hint !== undefined) output.note(hint);
    return exitCodes.failed;
  }
}

/** In US dollars for a million tokens in and a million out. */
function priceOf({ pricing, hasOwnKey }: Model): number {
  const prices = pricePerMillion(pricing);
  // What costs nothing only because an own key pays is not free.
  if (prices === undefined || (hasOwnKey && prices.prompt + prices.completion === 0)) return Number.MAX_VALUE;
  return prices.prompt + prices.completion;
}

function compareIds(one: Model, other: Model): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

function table(models: readonly Model[]): string {
  const rows = [
    [l10n.t("Model"), l10n.t("Context"), l10n.t("In, per 1M"), l10n.t("Out, per 1M"), l10n.t("Notes")],
    ...models.map(row),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => textWidth(cells[column] ?? ""))),
  );
  return rows
    .map((cells) =>
      cells
        .map((text, column) => {
          const space = " ".repeat((widths[column] ?? 0) - textWidth(text));
          return column === 0 || column === 4 ? text + space : space + text;
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function requestFee({ pricing }: Model): string | undefined {
  const usd = pricing.kind === "known" && pricing.request !== undefined ? Number(pricing.request) : 0;
  return usd > 0 ? l10n.t("plus {0} per request", formatUsd(usd)) : undefined;
}

function row(model: Model): readonly string[] {
  const context = contextLimitOf(model);
  const hasNoPrice = priceOf(model) === Number.MAX_VALUE && model.pricing.kind === "known";
  const { prompt, completion } = hasNoPrice
    ? { prompt: l10n.t("unknown"), completion: l10n.t("unknown") }
    : formatPricing(model.pricing);
  return [
    model.id,
    context === undefined ? l10n.t("unknown") : formatContextLength(context),
    prompt,
    completion,
    [
      requestFee(model),
      model.mayTrainOnPrompts ? l10n.t("may train on prompts") : undefined,
      model.hasOwnKey ? l10n.t("your own key pays") : undefined,
      model.expirationDate === undefined ? undefined : l10n.t("goes away on {0}", model.expirationDate),
    ]
      .filter((note) => note !== undefined)
      .join(", "),
  ];
}
