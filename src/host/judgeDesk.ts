import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { judgeMessages } from "../core/expect/judgeMessages";
import { type JudgeVerdict, parseVerdict } from "../core/expect/parseVerdict";
import type { RequestParameters } from "../core/run/prepareRequest";
import { nobody } from "./answerObserver";
import type { BudgetDesk } from "./budgetDesk";
import type { ConsentDesk } from "./consentDesk";
import type { RequestPreparer } from "./requestPreparer";
import type { RequestSender } from "./requestSender";
import type { EndedSpecRun } from "./runEpilogue";
import { identityOfSource } from "./specIdentity";

/** A verdict is a word and a sentence; models that think first need room for that. */
const PARAMETERS: RequestParameters = { temperature: 0, maxTokens: 1000 };

interface JudgeDeskParts {
  readonly requests: RequestPreparer;
  readonly sender: RequestSender;
  readonly budgets: BudgetDesk;
  readonly consents: Pick<ConsentDesk, "verdict">;
}

/** Asks a model whether an answer meets its spec's criteria: a request of its own, in the accounts and under the budgets. */
export class JudgeDesk {
  readonly #parts: JudgeDeskParts;
  #count = 0;

  constructor(parts: JudgeDeskParts) {
    this.#parts = parts;
  }

  /** @throws UserFacingError when nobody could be asked: no budget, no consent, no answer. */
  async judge(
    { id, source, reading, first, result }: EndedSpecRun,
    { criteria, model }: { readonly criteria: string; readonly model: string | undefined },
    signal: AbortSignal,
  ): Promise<JudgeVerdict> {
    const { requests, sender, budgets, consents } = this.#parts;
    const target = await requests.target({ provider: first.provider.id, model: model ?? first.modelId });
    const prepared = await requests.prepare(target, {
      messages: judgeMessages(criteria, result.text),
      parameters: PARAMETERS,
    });
    if (!["not-needed", "allowed"].includes(consents.verdict(prepared))) {
      throw new UserFacingError(
        "forbidden",
        l10n.t("The provider of {0} may keep prompts, so it was not asked to judge.", prepared.modelName),
      );
    }
    const spec = identityOfSource(source);
    const limitUsd = reading.spec.frontMatter.budget;
    const scope = { ...(spec && { spec }), ...(limitUsd !== undefined && { limitUsd }) };
    const { first: admitted, budget } = await budgets.admit(prepared, scope, undefined);
    this.#count += 1;
    const verdict = await sender.send(
      admitted,
      { id: `${id} judge ${this.#count}`, spec: undefined, observer: nobody },
      { patience: 1, isLast: true, hop: 0, budgetLeft: (runId) => budget.left(admitted, 0, runId) },
      signal,
    );
    if (verdict.error) throw new UserFacingError(verdict.error.code, verdict.error.message);
    return parseVerdict(verdict.text);
  }
}
