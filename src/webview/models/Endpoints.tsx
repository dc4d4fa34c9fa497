import * as l10n from "@vscode/l10n";
import { formatPricing } from "../../core/cost/formatCost";
import { formatPercent } from "../../core/cost/formatPercent";
import { formatContextLength } from "../../core/cost/formatTokens";
import type { ModelEndpoint } from "../../core/models/model";
import type { ModelDetails } from "../../protocol/modelsProtocol";
import { OutsideText } from "../OutsideText";

interface Column {
  readonly title: string;
  /** `undefined`: this endpoint does not say. */
  readonly text: (endpoint: ModelEndpoint) => string | undefined;
}

/** Who serves a model, or in words why that is not shown. `endpoints`: absent until the host has answered. */
export function Endpoints({ endpoints }: { readonly endpoints: ModelDetails["endpoints"] | undefined }) {
  switch (endpoints?.state) {
    case undefined:
    case "loading":
      return <p class="small">{l10n.t("Loading the endpoints")}</p>;
    case "none":
      return <p class="small">{l10n.t("The gateway lists no endpoints for this model.")}</p>;
    case "failed":
      return (
        <p class="small outside">{l10n.t("The endpoints could not be loaded: {0}", endpoints.problem)}</p>
      );
    case "loaded":
      return endpoints.list.length === 0 ? (
        <p class="small">{l10n.t("No endpoint serves this model now.")}</p>
      ) : (
        <EndpointTable list={endpoints.list} />
      );
  }
}

/** A column is there only when at least one endpoint has something in it. */
function EndpointTable({ list }: { readonly list: readonly ModelEndpoint[] }) {
  const shown = columns().filter(({ text }) => list.some((endpoint) => text(endpoint) !== undefined));
  const names = Map.groupBy(list, ({ upstream }) => upstream);
  return (
    <div class="endpoints" tabIndex={0} role="region" aria-label={l10n.t("Endpoints")}>
      <table class="mini">
        <thead>
          <tr>
            <th>{l10n.t("Served by")}</th>
            {shown.map(({ title }) => (
              <th key={title} class="right">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {list.map((endpoint, index) => (
          <tbody key={index}>
            <tr>
              <td class="outside">
                <OutsideText text={endpoint.upstream} />
                {/* Only where the name alone does not tell them apart. */}
                {endpoint.tag !== undefined && names.get(endpoint.upstream)?.length !== 1 && (
                  <>
                    {" "}
                    <OutsideText class="dim" text={endpoint.tag} />
                  </>
                )}
              </td>
              {shown.map(({ title, text }) => (
                <td key={title} class="right">
                  {text(endpoint) ?? <NotKnown />}
                </td>
              ))}
            </tr>
            <tr>
              <td class="terms dim num outside" colSpan={shown.length + 1}>
                {priceText(endpoint)}
                {endpoint.quantization !== undefined && (
                  <>
                    {" · "}
                    <OutsideText text={endpoint.quantization} />
                  </>
                )}
              </td>
            </tr>
          </tbody>
        ))}
      </table>
    </div>
  );
}

function NotKnown() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span class="sr">{l10n.t("unknown")}</span>
    </>
  );
}

function columns(): readonly Column[] {
  return [
    {
      title: l10n.t("Context"),
      text: ({ contextLength }) =>
        contextLength === undefined ? undefined : formatContextLength(contextLength),
    },
    // The gateway does not say in which unit.
    { title: l10n.t("Latency"), text: ({ latencyP50 }) => rounded(latencyP50, 2) },
    { title: l10n.t("tok/s"), text: ({ throughputP50 }) => rounded(throughputP50, 0) },
    {
      title: l10n.t("Up, 30 min"),
      text: ({ uptimePercent }) => (uptimePercent === undefined ? undefined : formatPercent(uptimePercent)),
    },
  ];
}

function priceText({ pricing }: ModelEndpoint): string {
  if (pricing.kind === "unknown") return l10n.t("price unknown");
  if (pricing.kind === "varies") return l10n.t("price varies");
  const { prompt, completion } = formatPricing(pricing);
  return l10n.t("{0} in · {1} out", prompt, completion);
}

function rounded(value: number | undefined, digits: number): string | undefined {
  return value === undefined ? undefined : String(Number(value.toFixed(digits)));
}
