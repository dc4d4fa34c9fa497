import * as l10n from "@vscode/l10n";
import { formatPricing } from "../cost/formatCost";
import type { ModelPricing } from "../models/model";
import type { ProviderKind } from "../providers/providerConfig";
import { bodyParameters } from "./bodyParameters";
import type { GitRevision, RunRecord } from "./runRecord";

/** What a run of a recorded spec would find and send now. What is absent could not be found out. */
export interface PresentState {
  /** Of the whole file; `null`: there is no such file. */
  readonly specSha256?: string | null;
  /** What would go along. */
  readonly includes?: readonly { readonly path: string; readonly sha256: string }[];
  readonly git?: GitRevision;
  /** `null`: there is no such provider, or it is off. */
  readonly providerKind?: ProviderKind | null;
  readonly isModelListed?: boolean;
  readonly pricing?: ModelPricing;
  /** Of the request that would be sent. */
  readonly body?: unknown;
  /** Why there would be no request, in one sentence. */
  readonly problem?: string;
}

/** One sentence about one thing. `unknown`: there is nothing to compare it with. */
export interface RecordChange {
  readonly kind: "changed" | "same" | "unknown";
  readonly text: string;
}

/** What has changed since a run was recorded, in the order: text, files, provider, model, price, parameters, git. */
export function recordChanges(record: RunRecord, now: PresentState): readonly RecordChange[] {
  return [
    ...specChanges(record, now),
    ...includeChanges(record, now),
    ...targetChanges(record, now),
    ...priceChanges(record, now),
    ...parameterChanges(record, now),
    ...gitChanges(record, now),
  ];
}

const changed = (text: string): RecordChange => ({ kind: "changed", text });
const same = (text: string): RecordChange => ({ kind: "same", text });
const unknown = (text: string): RecordChange => ({ kind: "unknown", text });

function specChanges({ spec }: RunRecord, { specSha256, problem }: PresentState): readonly RecordChange[] {
  const ofText =
    specSha256 === undefined
      ? unknown(l10n.t("The text of {0} could not be read.", spec.path))
      : specSha256 === null
        ? changed(l10n.t("{0} is no longer there.", spec.path))
        : specSha256 === spec.sha256
          ? same(l10n.t("The text of {0} is the same.", spec.path))
          : changed(l10n.t("The text of {0} was changed.", spec.path));
  return problem === undefined ? [ofText] : [ofText, changed(problem)];
}

function includeChanges({ includes }: RunRecord, now: PresentState): readonly RecordChange[] {
  if (now.includes === undefined) return [];
  const present = new Map(now.includes.map(({ path, sha256 }) => [path, sha256]));
  const before = new Set(includes.map(({ path }) => path));
  return [
    ...includes.map(({ path, sha256 }) => {
      const found = present.get(path);
      if (found === undefined) return changed(l10n.t("{0} no longer goes along.", path));
      return found === sha256
        ? same(l10n.t("The text of {0} is the same.", path))
        : changed(l10n.t("The text of {0} was changed.", path));
    }),
    ...now.includes
      .filter(({ path }) => !before.has(path))
      .map(({ path }) => changed(l10n.t("{0} goes along now.", path))),
  ];
}

function targetChanges(
  { provider, request }: RunRecord,
  { providerKind, isModelListed, body }: PresentState,
): readonly RecordChange[] {
  const asked = modelOf(request.body);
  const asksNow = modelOf(body);
  const ofProvider =
    providerKind === undefined
      ? []
      : providerKind === null
        ? [changed(l10n.t("The provider {0} is no longer set up.", provider.id))]
        : providerKind === provider.kind
          ? [same(l10n.t("The provider is still {0}.", provider.id))]
          : [changed(l10n.t("The provider {0} is of another kind now.", provider.id))];
  if (asked === undefined) return ofProvider;
  const ofList =
    isModelListed === undefined
      ? [unknown(l10n.t("Whether {0} is still offered is not known.", asked))]
      : isModelListed
        ? [same(l10n.t("{0} is still offered.", asked))]
        : [changed(l10n.t("{0} is no longer offered.", asked))];
  const ofModel =
    asksNow === undefined || asksNow === asked
      ? []
      : [changed(l10n.t("The spec now asks {0} instead of {1}.", asksNow, asked))];
  return [...ofProvider, ...ofList, ...ofModel];
}

function priceChanges(
  { pricing: before }: RunRecord,
  { pricing: now }: PresentState,
): readonly RecordChange[] {
  if (before === undefined || now === undefined) return [unknown(l10n.t("The price cannot be compared."))];
  return JSON.stringify(sorted(before)) === JSON.stringify(sorted(now))
    ? [same(l10n.t("The price is the same: {0} per million tokens.", priceText(now)))]
    : [
        changed(
          l10n.t("The price was {0} per million tokens and is {1}.", priceText(before), priceText(now)),
        ),
      ];
}

function parameterChanges({ request }: RunRecord, { body }: PresentState): readonly RecordChange[] {
  if (body === undefined) return [];
  const before = bodyParameters(request.body);
  const now = bodyParameters(body);
  const changes = [...new Set([...before.keys(), ...now.keys()])].flatMap((name) => {
    const [was, is] = [before.get(name), now.get(name)];
    if (was === is) return [];
    if (is === undefined) return [changed(l10n.t("{0} was {1} and is no longer sent.", name, was ?? ""))];
    if (was === undefined) return [changed(l10n.t("{0} is {1} and was not sent before.", name, is))];
    return [changed(l10n.t("{0} was {1} and is {2}.", name, was, is))];
  });
  return changes.length > 0 ? changes : [same(l10n.t("The parameters are the same."))];
}

function gitChanges({ git: before }: RunRecord, { git: now }: PresentState): readonly RecordChange[] {
  if (before === undefined && now === undefined) return [];
  if (before === undefined || now === undefined) return [unknown(l10n.t("The commit cannot be compared."))];
  const [was, is] = [before.commit.slice(0, 12), now.commit.slice(0, 12)];
  return before.commit === now.commit
    ? [same(l10n.t("The commit is the same: {0}.", is))]
    : [changed(l10n.t("The commit was {0} and is {1}.", was, is))];
}

function modelOf(body: unknown): string | undefined {
  return typeof body === "object" && body !== null && "model" in body && typeof body.model === "string"
    ? body.model
    : undefined;
}

function sorted(pricing: ModelPricing): object {
  return Object.fromEntries(Object.entries(pricing).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function priceText(pricing: ModelPricing): string {
  const { prompt, completion } = formatPricing(pricing);
  return `${prompt} → ${completion}`;
}
