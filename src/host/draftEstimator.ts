import * as vscode from "vscode";
import type { Turn } from "../core/chat/chatState";
import { followUpHistory } from "../core/chat/followUpHistory";
import { tightestBudget } from "../core/cost/budget";
import { countClasses } from "../core/cost/countClasses";
import { addClassCounts, type ClassCounts, emptyClassCounts, weigh } from "../core/cost/tokenClasses";
import { type PromptSize, sizeOfPrompt } from "../core/cost/tokenRates";
import { isFreeRun } from "../core/cost/isFreeRun";
import { UserFacingError } from "../core/errors";
import type { CostEstimate } from "../core/cost/usage";
import type { Model } from "../core/models/model";
import { shortName } from "../core/models/modelCatalogue";
import { cheapestFitting, type DraftSize, promptCost } from "../core/models/promptCosts";
import type { Logger } from "../core/ports";
import { promptConsent } from "../core/providers/promptConsent";
import type { ProviderConfig } from "../core/providers/providerConfig";
import { contextProblem, estimateRequest } from "../core/run/prepareRequest";
import { DEFAULT_SYSTEM_PROMPT } from "../core/spec/buildMessages";
import type { FrontMatter } from "../core/spec/frontMatter";
import { parseSlashCommand } from "../core/spec/parseSlashCommand";
import { specParameters } from "../core/spec/specParameters";
import { pricePerMillion } from "../core/cost/pricePerMillion";
import { estimateBasis } from "../core/usage/estimateBasis";
import type { PastRuns } from "../core/usage/pastRuns";
import type { EstimateView, PromptPart } from "../protocol/chatProtocol";
import type { BudgetDesk } from "../core/run/budgetDesk";
import type { ModelCache } from "../core/models/modelCache";
import type { ModelChoice } from "../core/models/modelChoice";
import type { ProviderDirectory } from "./providerDirectory";
import type { Settings } from "./settings";
import { specIdentity } from "./specIdentity";
import type { SpecReader } from "./specReader";
import { findSpec, nameOf, specVersion } from "./specFiles";

/** Specs counted lately; each entry is a few numbers, so this is about time, not memory. */
const MOST_COUNTED = 50;

const SYSTEM_COUNTS = countClasses(DEFAULT_SYSTEM_PROMPT);

export interface CountedPart extends Pick<PromptPart, "kind" | "name"> {
  readonly counts: ClassCounts;
}

/** A spec as it was counted, good as long as none of its files has changed. */
interface CountedSpec {
  readonly frontMatter: FrontMatter;
  /** The system message first. */
  readonly parts: readonly CountedPart[];
  readonly versions: readonly (readonly [uri: vscode.Uri, version: string | undefined])[];
}

interface DraftEstimatorParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly choice: ModelChoice;
  readonly models: ModelCache;
  readonly reader: SpecReader;
  readonly past: () => Promise<PastRuns>;
  readonly budgets: BudgetDesk;
  readonly log: Logger;
}

/**
 * Says what a message or a spec would cost if it were sent now. Sends nothing but, at most once per model list, the
 * question which models there are. Texts are counted once per version: typing counts only what is typed.
 */
export class DraftEstimator {
  readonly #parts: DraftEstimatorParts;
  readonly #counted = new Map<string, ClassCounts>();
  readonly #specs = new Map<string, CountedSpec>();

  constructor(parts: DraftEstimatorParts) {
    this.#parts = parts;
  }

  /** The text in the chat's input, with the turns it would follow up on. `undefined` when there is nothing to estimate. */
  async estimateDraft(text: string, turns: readonly Turn[]): Promise<EstimateView | undefined> {
    if (text.trim() === "") return undefined;
    const command = parseSlashCommand(text);
    if (!command) return this.#estimate(undefined, text, turns);
    if (command.problem !== undefined) return this.#problem(command.problem);
    try {
      return await this.#estimate(await findSpec(command.path), command.instruction ?? "", []);
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      return this.#problem(error.message);
    }
  }

  /** @throws UserFacingError when the spec cannot be read, or no model can be found for it. */
  async estimateSpec(uri: vscode.Uri): Promise<EstimateView> {
    return this.#estimate(uri, "", []);
  }

  async #estimate(spec: vscode.Uri | undefined, text: string, turns: readonly Turn[]): Promise<EstimateView> {
    const { size, parts, specId, frontMatter } = await this.#draft(spec, text, turns);
    const provider = this.#parts.providers.get(frontMatter.provider);
    const hasKey = (await this.#parts.providers.key(provider)) !== undefined;
    const requested = frontMatter.model ?? frontMatter.models?.[0];
    const { id, model, models } = await this.#parts.choice.resolve(provider, hasKey, { requested });
    const past = await this.#parts.past();
    const { expect } = frontMatter;
    const answerer = { provider: provider.id, modelId: id, model, models };
    const basis = estimateBasis(past, answerer, { specId, expect });
    const parameters = specParameters(frontMatter, this.#parts.settings.requestParameters(spec));
    const { estimate } = estimateRequest(model, size, parameters, basis);
    const problem = contextProblem(model, estimate.promptTokens, parameters.maxTokens)?.message;
    const price = model && pricePerMillion(model.pricing);
    const scope = {
      ...(spec && { spec: specIdentity(spec) }),
      ...(frontMatter.budget !== undefined && { limitUsd: frontMatter.budget }),
    };
    const budget = tightestBudget(await this.#parts.budgets.states(provider, scope));
    const draft = { size, parameters, expect, ...(specId !== undefined && { specId }) };
    const cheapest = this.#cheapest(provider, id, estimate, draft, past);
    return {
      estimate,
      modelName: model ? shortName(model) : id,
      isFree: isFreeRun(model, estimate),
      mayLogPrompts: this.#mayLogPrompts(provider, id, model, hasKey),
      mayBeOffBy: basis.rates.mayBeOffBy,
      parts: parts.map(({ counts, ...part }) => ({
        ...part,
        tokens: Math.round(weigh(counts, basis.rates.weights)),
      })),
      ...(price && { pricePerMillion: price }),
      varies: model?.pricing.kind === "varies",
      ...(budget && { budget }),
      ...(cheapest && { cheapest }),
      ...(problem !== undefined && { problem }),
    };
  }

  /** `undefined` when it is the one that is chosen, or the list is not there. */
  #cheapest(
    provider: ProviderConfig,
    chosenId: string,
    { promptTokens, expectedCompletionTokens }: CostEstimate,
    draft: DraftSize,
    past: PastRuns,
  ): EstimateView["cheapest"] {
    const { models = [] } = this.#parts.models.seen(provider);
    const model = cheapestFitting(models, { promptTokens, completionTokens: expectedCompletionTokens });
    if (model === undefined || model.id === chosenId) return undefined;
    const { expectedUsd } = promptCost(model, draft, past, models);
    return expectedUsd === undefined ? undefined : { name: shortName(model), expectedUsd };
  }

  /**
   * What a spec would send, or the chat with `text` in its input, which may be empty: its make-up, whoever gets it.
   * @throws UserFacingError when the spec cannot be read.
   */
  async draftSize(spec: vscode.Uri | undefined, text: string, turns: readonly Turn[]): Promise<DraftSize> {
    const { size, specId, frontMatter } = await this.#draft(spec, text, turns);
    return {
      size,
      parameters: specParameters(frontMatter, this.#parts.settings.requestParameters(spec)),
      expect: frontMatter.expect,
      ...(specId !== undefined && { specId }),
    };
  }

  async #draft(
    spec: vscode.Uri | undefined,
    text: string,
    turns: readonly Turn[],
  ): Promise<{
    readonly size: PromptSize;
    readonly parts: readonly CountedPart[];
    readonly frontMatter: FrontMatter;
    readonly specId?: string;
  }> {
    const history = followUpHistory(turns);
    const ofSpec = spec && (await this.#countSpec(spec));
    const parts: readonly CountedPart[] = [
      ...(ofSpec?.parts ?? [{ kind: "system", counts: SYSTEM_COUNTS }]),
      ...(text === "" ? [] : [{ kind: "text" as const, counts: countClasses(text) }]),
      ...(history.length === 0
        ? []
        : [{ kind: "history" as const, counts: await this.#countHistory(turns) }]),
    ];
    const counts = emptyClassCounts();
    for (const part of parts) addClassCounts(counts, part.counts);
    return {
      // The system message and that of the user, around what was said before.
      size: { counts, messages: 2 + history.length },
      parts,
      frontMatter: ofSpec?.frontMatter ?? {},
      ...(spec && { specId: specIdentity(spec).specId }),
    };
  }

  /**
   * Everything that a spec sends, the system message first.
   * @throws UserFacingError when the spec cannot be read.
   */
  async countedParts(uri: vscode.Uri): Promise<readonly CountedPart[]> {
    return (await this.#countSpec(uri)).parts;
  }

  async #countSpec(uri: vscode.Uri): Promise<CountedSpec> {
    const key = uri.toString();
    const known = this.#specs.get(key);
    if (known && (await isFresh(known.versions))) return known;
    const { spec, folder, assembled } = await this.#parts.reader.forEstimate({ kind: "spec", uri: key });
    const { frontMatter } = spec;
    const files = [uri, ...assembled.files.map(({ path }) => vscode.Uri.joinPath(folder, path))];
    const counted: CountedSpec = {
      frontMatter,
      parts: [
        {
          kind: "system",
          counts: frontMatter.system === undefined ? SYSTEM_COUNTS : countClasses(frontMatter.system),
        },
        ...assembled.parts.map(({ kind, name, text }) => ({
          kind,
          name: kind === "spec" ? nameOf(uri) : name,
          counts: countClasses(text),
        })),
      ],
      versions: await Promise.all(files.map(async (file) => [file, await versionOf(file)] as const)),
    };
    const [oldest] = this.#specs.keys();
    if (this.#specs.size >= MOST_COUNTED && oldest !== undefined) this.#specs.delete(oldest);
    this.#specs.set(key, counted);
    return counted;
  }

  /** A conversation changes only at its end, and not while one types. */
  #countHistory(turns: readonly Turn[]): Promise<ClassCounts> {
    const last = turns.at(-1);
    const key = `history ${last?.id ?? ""} ${last?.phase ?? ""} ${last?.text.length ?? 0}`;
    return this.#once(
      key,
      async () => sizeOfPrompt(followUpHistory(turns).map(({ content }) => content)).counts,
    );
  }

  async #once(key: string, count: () => Promise<ClassCounts>): Promise<ClassCounts> {
    const known = this.#counted.get(key);
    if (known !== undefined) return known;
    const counts = await count();
    const [oldest] = this.#counted.keys();
    if (this.#counted.size >= MOST_COUNTED && oldest !== undefined) this.#counted.delete(oldest);
    this.#counted.set(key, counts);
    return counts;
  }

  #mayLogPrompts(
    provider: ProviderConfig,
    modelId: string,
    model: Model | undefined,
    hasKey: boolean,
  ): boolean {
    const verdict = promptConsent({
      model,
      modelId,
      provider,
      hasKey,
      setting: "ask",
      consented: new Set(),
    });
    return verdict === "ask";
  }

  #problem(problem: string): EstimateView {
    this.#parts.log.debug("A draft names a spec that cannot be run.");
    return {
      estimate: {
        promptTokens: 0,
        maxCompletionTokens: 0,
        kind: "unknown",
        calibratedFrom: 0,
        expectedCompletionTokens: 0,
      },
      isFree: false,
      mayLogPrompts: false,
      mayBeOffBy: 0,
      parts: [],
      varies: false,
      problem,
    };
  }
}

async function isFresh(versions: CountedSpec["versions"]): Promise<boolean> {
  const now = await Promise.all(versions.map(([file]) => versionOf(file)));
  return versions.every(([, version], index) => version !== undefined && version === now[index]);
}

/** `undefined` for a file that cannot be looked at: reading it says what is wrong. */
function versionOf(file: vscode.Uri): Promise<string | undefined> {
  return specVersion(file).catch(() => undefined);
}
