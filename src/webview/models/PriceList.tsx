import * as l10n from "@vscode/l10n";
import { formatPerMillion, formatUsd } from "../../core/cost/formatCost";
import { formatContextLength } from "../../core/cost/formatTokens";
import { perMillion } from "../../core/cost/pricePerMillion";
import type { KnownPricing, ModelPricing } from "../../core/models/model";
import { Pairs, type Pair } from "./Pairs";

/** Prices of a model per million tokens, with its steps, and what it charges per request. */
export function PriceList({ pricing }: { readonly pricing: ModelPricing }) {
  switch (pricing.kind) {
    case "varies":
      return <p class="small">{l10n.t("The gateway decides the price anew for each request.")}</p>;
    case "unknown":
      return <p class="small">{l10n.t("The gateway publishes no price for this model.")}</p>;
    case "known":
      return <Pairs pairs={priceLines(pricing)} />;
  }
}

function priceLines(pricing: KnownPricing): readonly Pair[] {
  const { prompt, completion, cachedPrompt, cacheWrite, request, steps = [] } = pricing;
  const stepLines = (part: "prompt" | "completion", titleAbove: (limit: string) => string) =>
    steps.flatMap((step) => line(titleAbove(formatContextLength(step.abovePromptTokens)), step[part]));
  return [
    ...line(l10n.t("Prompt"), prompt),
    ...stepLines("prompt", (limit) => l10n.t("Prompt, above {0}", limit)),
    ...line(l10n.t("Answer"), completion),
    ...stepLines("completion", (limit) => l10n.t("Answer, prompt above {0}", limit)),
    ...line(l10n.t("Cache read"), cachedPrompt),
    ...line(l10n.t("Cache write"), cacheWrite),
    ...(request === undefined ? [] : [{ title: l10n.t("Per request"), text: formatUsd(Number(request)) }]),
  ];
}

/** None for a price that is not published. */
function line(title: string, price: string | undefined): readonly Pair[] {
  return price === undefined ? [] : [{ title, text: formatPerMillion(perMillion(price)) }];
}
