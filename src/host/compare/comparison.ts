import { randomUUID } from "node:crypto";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { outcomeOf } from "../../core/chat/outcomeOf";
import { budgetProblem, tightestBudget } from "../../core/cost/budget";
import { totalEstimate } from "../../core/cost/totalEstimate";
import { UserFacingError } from "../../core/errors";
import type { KnownSecrets } from "../../core/knownSecrets";
import type { RunResult } from "../../core/run/runResult";
import { unsentResult } from "../../core/run/unsentResult";
import { secretInPrompt } from "../../core/spec/secretInPrompt";
import { specMessages } from "../../core/spec/specMessages";
import { specParameters } from "../../core/spec/specParameters";
import type { CompareColumn, CompareState, ToCompareView } from "../../protocol/compareProtocol";
import type { OverBudget } from "../../core/run/budgetDesk";
import type { ConsentDesk } from "../consentDesk";
import type { ProviderDirectory } from "../providerDirectory";
import type { PreparedRequest, RequestPreparer } from "../../core/run/requestPreparer";
import type { Settings } from "../settings";
import { identityOfSource } from "../specIdentity";
import { nameOf } from "../specFiles";
import type { SpecReader, SpecReading, SpecSource } from "../specReader";
import { BlindVote } from "./blindVote";
import type { ColumnChange } from "./columnFollower";
import { type ComparedModel, emptyColumn, type KeptColumn } from "./compareColumn";
import { type ColumnRunParts, runColumn } from "./runColumn";

/** More at once would only wait for each other, and trip the limits of one key. */
const MOST_AT_ONCE = 3;

export interface ComparisonParts extends ColumnRunParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly reader: SpecReader;
  readonly requests: RequestPreparer;
  readonly consents: ConsentDesk;
  readonly secrets: KnownSecrets;
  /** Asks whether the prompt may go to a provider that may keep it. */
  readonly askToSend: (prepared: PreparedRequest) => Promise<boolean>;
}

/** How a column is held to the budgets. */
interface BudgetTerms {
  /** How many share what is left. */
  readonly sharing: number;
  /** What the user said to a total that could cross a budget. */
  readonly decision: OverBudget | undefined;
}

type Delta = Omit<Extract<ToCompareView, { type: "answer-delta" }>, "type">;
export type ComparisonState = Omit<CompareState, "now" | "language" | "translations">;

/**
 * One spec, or a part of it, on several models at once. Nothing is sent before `start`; what it may cost altogether stands
 * in `state` by then. A model that fails leaves the others alone, and nobody answers in its place.
 */
export class Comparison implements vscode.Disposable {
  readonly id = randomUUID();
  readonly #parts: ComparisonParts;
  readonly #source: SpecSource;
  readonly #columns: readonly KeptColumn[];
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #streamed = new vscode.EventEmitter<Delta>();
  /** Anything but the text of an answer. */
  readonly onDidChange = this.#changed.event;
  readonly onDidStream = this.#streamed.event;
  /** Ends a preparation that nobody waits for any more. */
  readonly #closing = new AbortController();
  #reading: SpecReading | undefined;
  #phase: CompareState["phase"] = "asking";
  #isPrepared = false;
  #budget: CompareState["budget"];
  readonly #blind = new BlindVote();
  #winner: string | undefined;
  #finish: (results: readonly RunResult[]) => void = () => {};
  /** Resolves when every column has ended, or the user did not want to begin. */
  readonly results = new Promise<readonly RunResult[]>((resolve) => (this.#finish = resolve));

  constructor(parts: ComparisonParts, source: SpecSource, models: readonly ComparedModel[]) {
    this.#parts = parts;
    this.#source = source;
    this.#columns = models.map((wanted, index) => ({ wanted, view: emptyColumn(`${index + 1}`, wanted) }));
  }

  get uri(): vscode.Uri {
    return vscode.Uri.parse(this.#source.uri);
  }

  get isRunning(): boolean {
    return this.#columns.some(({ abort }) => abort !== undefined);
  }

  /** Somebody has to say yes to a price, to a provider that may keep prompts, or to crossing a budget. */
  get needsAnswer(): boolean {
    return this.#budget !== undefined || this.#columns.some(({ view }) => view.mayLogPrompts);
  }

  get state(): ComparisonState {
    const frontMatter = this.#reading?.spec.frontMatter ?? {};
    const { temperature, maxTokens, seed } = specParameters(
      frontMatter,
      this.#parts.settings.requestParameters(this.uri),
    );
    const record = this.#columns.find(({ view }) => view.record !== undefined)?.view.record;
    const section = this.#source.section ?? this.#source.task;
    return {
      comparisonId: this.id,
      phase: this.#phase,
      ...(this.#phase === "asking" && !this.#isPrepared && { isPreparing: true }),
      spec: nameOf(this.uri),
      ...(section !== undefined && { section }),
      columns: this.#columns.map(({ view }) => view),
      estimate: this.#total(),
      ...(this.#phase === "asking" && this.#budget && { budget: this.#budget }),
      parameters: { temperature, maxTokens, ...(seed !== undefined && { seed }) },
      ...(this.#blind.state && { blind: this.#blind.state }),
      canWriteWinner: true,
      ...(this.#winner !== undefined && { winner: this.#winner }),
      ...(record !== undefined && { recordsFolder: record.slice(0, record.lastIndexOf("/") + 1) }),
    };
  }

  column(columnId: string): CompareColumn | undefined {
    return this.#find(columnId)?.view;
  }

  /** Reads the spec and finds out what each model would cost. Sends nothing but questions about models. */
  async prepare(): Promise<void> {
    try {
      this.#reading = await this.#parts.reader.forRun(this.#source, this.#closing.signal);
      await this.#parts.providers.learnKeys();
      if (!this.#reading) return this.cancel();
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      for (const column of this.#columns) this.#fail(column, error);
      return this.#end();
    }
    await Promise.all(this.#columns.map((column) => this.#prepareColumn(column)));
    this.#budget = await this.#budgetQuestion();
    const current = this.#reading.spec.frontMatter.model;
    this.#winner = this.#columns.find(({ view }) => view.model.id === current)?.view.id;
    this.#isPrepared = true;
    this.#changed.fire();
  }

  /** The user has seen the figures and agreed. Resolves when all columns have ended. */
  async start(overBudget?: OverBudget): Promise<void> {
    if (this.#phase !== "asking" || !this.#isPrepared) return;
    this.#phase = "running";
    const ready = this.#columns.filter(({ prepared }) => prepared !== undefined);
    for (const column of ready) {
      // Having read whose provider may keep prompts is the agreement.
      if (column.prepared && column.view.mayLogPrompts) await this.#parts.consents.agree(column.prepared);
      this.#change(column, { phase: "queued", mayLogPrompts: false });
    }
    const queue = [...ready];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift())
        await this.#run(next, { sharing: ready.length, decision: overBudget });
    };
    const ended = await Promise.allSettled(Array.from({ length: MOST_AT_ONCE }, work));
    this.#end();
    // A bug in one column is told, and the others have their answers.
    for (const end of ended) if (end.status === "rejected") throw end.reason;
  }

  /** Nothing was sent, and nothing will be. */
  cancel(): void {
    if (this.#phase !== "asking") return;
    this.#closing.abort();
    this.#end();
  }

  /** Without a column: all of them. */
  stop(columnId?: string): void {
    for (const column of this.#columns) {
      if (columnId !== undefined && column.view.id !== columnId) continue;
      if (column.view.phase === "queued") this.#settle(column);
      if (!column.abort || column.abort.signal.aborted) continue;
      this.#change(column, { phase: "stopping" });
      column.abort.abort();
    }
  }

  /** Asks the model of a column again, or another one in its place. */
  async retry(columnId: string, model?: string): Promise<void> {
    const column = this.#find(columnId);
    if (!column || column.abort || this.#phase === "asking") return;
    if (model !== undefined) column.wanted = { ...column.wanted, model };
    column.view = emptyColumn(columnId, column.wanted);
    delete column.result;
    delete column.prepared;
    await this.#prepareColumn(column);
    const { prepared, view } = column;
    if (!prepared) return;
    if (view.mayLogPrompts) {
      if (!(await this.#parts.askToSend(prepared))) return this.#settle(column);
      await this.#parts.consents.agree(prepared);
      this.#change(column, { mayLogPrompts: false });
    }
    // What was allowed, was allowed once.
    await this.#run(column, { sharing: 1, decision: undefined });
  }

  setBlind(isOn: boolean): void {
    if (isOn) this.#blind.hide(this.#columns.map(({ view }) => view.id));
    else this.#blind.end();
    this.#changed.fire();
  }

  vote(columnId: string): void {
    if (!this.#find(columnId)?.view.outcome) return;
    this.#blind.cast(columnId);
    this.#changed.fire();
  }

  reveal(): void {
    this.#blind.reveal();
    this.#changed.fire();
  }

  /** The spec's front matter names the model of this column now. */
  won(columnId: string): void {
    this.#winner = columnId;
    this.#changed.fire();
  }

  async #prepareColumn(column: KeptColumn): Promise<void> {
    const reading = this.#reading;
    if (!reading) return;
    const { requests, settings, consents } = this.#parts;
    const { frontMatter } = reading.spec;
    const spec = identityOfSource(this.#source);
    try {
      const target = await requests.target({
        model: column.wanted.model,
        provider: column.wanted.provider ?? frontMatter.provider,
      });
      const { provider, chosen, modelName } = target;
      this.#change(column, {
        provider: { id: provider.id, displayName: provider.displayName },
        model: { id: chosen.id, name: modelName, isFree: chosen.model?.isFree ?? false },
      });
      const prepared = await requests.prepare(target, {
        messages: this.#messages(reading),
        parameters: specParameters(frontMatter, settings.requestParameters(this.uri)),
        ...(spec && { specId: spec.specId }),
        expect: frontMatter.expect,
      });
      const consent = consents.verdict(prepared);
      if (consent === "refused") throw consents.refusal(prepared);
      column.prepared = prepared;
      this.#change(column, { estimate: prepared.estimate, mayLogPrompts: consent === "ask" });
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      this.#fail(column, error);
    }
  }

  #messages(reading: SpecReading) {
    const messages = specMessages(reading, this.#source.instruction);
    const { secrets, providers } = this.#parts;
    const held = secretInPrompt(messages, reading.text, secrets, (id) => providers.nameOf(id));
    if (held) throw held;
    return messages;
  }

  /** Every expected failure is an outcome of the column. */
  async #run(column: KeptColumn, terms: BudgetTerms): Promise<void> {
    const { prepared } = column;
    const reading = this.#reading;
    if (!prepared || !reading || column.result) return this.#settle(column);
    const abort = new AbortController();
    column.abort = abort;
    const { signal } = abort;
    try {
      const run = {
        prepared,
        source: this.#source,
        reading,
        scope: this.#scope(reading, terms),
        decision: terms.decision,
        on: {
          change: (change: ColumnChange) =>
            this.#change(column, signal.aborted ? withoutPhase(change) : change),
          delta: (text: string, reasoning: string) => this.#append(column, text, reasoning),
        },
        signal,
      };
      column.result = await runColumn(run, this.#parts);
    } catch (error) {
      if (!UserFacingError.is(error)) throw error;
      column.result = { ...this.#unsent(column), status: "failed", error: error.toRunError() };
    } finally {
      delete column.abort;
    }
    this.#settle(column);
  }

  #settle(column: KeptColumn): void {
    column.result ??= this.#unsent(column);
    const { expect, record, servedBy } = column.result;
    this.#change(column, {
      phase: "done",
      ...(servedBy !== undefined && { servedBy }),
      ...(expect && { expect }),
      ...(record !== undefined && { record }),
      outcome: outcomeOf(column.result),
    });
  }

  #fail(column: KeptColumn, error: UserFacingError): void {
    column.result = { ...this.#unsent(column), status: "failed", error: error.toRunError() };
    this.#change(column, { problem: error.message });
    this.#settle(column);
  }

  #unsent({ prepared, wanted }: KeptColumn): RunResult {
    return unsentResult("cancelled", {
      provider: prepared?.provider.id ?? wanted.provider ?? this.#parts.settings.provider,
      model: prepared?.modelId ?? wanted.model,
      ...(prepared && { estimate: prepared.estimate }),
    });
  }

  #end(): void {
    this.#phase = "done";
    for (const column of this.#columns) if (column.view.phase !== "done") this.#settle(column);
    this.#changed.fire();
    this.#finish(this.#columns.map((column) => column.result ?? this.#unsent(column)));
  }

  #scope(reading: SpecReading, { sharing, decision }: BudgetTerms) {
    const spec = identityOfSource(this.#source);
    const own = reading.spec.frontMatter.budget;
    // Each may use its share, as none can know how long the others will be.
    const shared = decision === "stop" && this.#budget ? this.#budget.leftUsd / sharing : undefined;
    const limits = [own, shared].filter((limit) => limit !== undefined);
    return { ...(spec && { spec }), ...(limits.length > 0 && { limitUsd: Math.min(...limits) }) };
  }

  #total(): CompareState["estimate"] {
    return totalEstimate(this.#columns.flatMap(({ view }) => view.estimate ?? []));
  }

  /** The budgets of a day, a month, a provider and the spec have to hold all columns together. */
  async #budgetQuestion(): Promise<CompareState["budget"]> {
    const first = this.#columns.find(({ prepared }) => prepared)?.prepared;
    if (!first) return undefined;
    const spec = identityOfSource(this.#source);
    const states = await this.#parts.budgets.states(first.provider, spec && { spec });
    const { expectedUsd, maxUsd } = this.#total();
    const total = {
      ...(expectedUsd !== undefined && { expectedUsd }),
      ...(maxUsd !== undefined && { maxUsd }),
    };
    const left = tightestBudget(states.filter(({ kind }) => kind !== "run"));
    return budgetProblem(total, left, maxUsd !== undefined)?.details?.budget;
  }

  #append(column: KeptColumn, text: string, reasoning: string): void {
    const { view } = column;
    this.#streamed.fire({
      columnId: view.id,
      text,
      reasoning,
      textLength: view.text.length,
      reasoningLength: view.reasoning.length,
    });
    column.view = { ...view, text: view.text + text, reasoning: view.reasoning + reasoning };
  }

  #change(column: KeptColumn, change: ColumnChange): void {
    column.view = { ...column.view, ...change };
    this.#changed.fire();
  }

  #find(columnId: string): KeptColumn | undefined {
    return this.#columns.find(({ view }) => view.id === columnId);
  }

  dispose(): void {
    this.cancel();
    this.stop();
    this.#changed.dispose();
    this.#streamed.dispose();
  }
}

/** Once the user pressed Stop, a column stays "stopping" until it has ended. */
function withoutPhase({ phase: _phase, ...change }: ColumnChange): ColumnChange {
  return change;
}

/** The sentence of a comparison that names too few or too many models. */
export function modelsProblem(count: number): UserFacingError | undefined {
  return count >= 2 && count <= 4
    ? undefined
    : new UserFacingError("invalid-spec", l10n.t("Choose two to four models."), { remedy: "choose-model" });
}
