import * as l10n from "@vscode/l10n";
import { mostOfCost } from "../cost/mostOfCost";
import { UserFacingError } from "../errors";
import type { CheckTools } from "../expect/checkExpectations";
import { judgeMessages } from "../expect/judgeMessages";
import { judgeParameters } from "../expect/judgeParameters";
import { parseVerdict } from "../expect/parseVerdict";
import type { PromptConsent } from "../providers/promptConsent";
import { nobody } from "./answerObserver";
import type { EndedSpecRun } from "./endedSpecRun";
import type { PreparedRequest, RequestPreparer } from "./requestPreparer";
import type { RequestSender } from "./requestSender";
import type { RunResult } from "./runResult";

interface JudgeDeskParts {
  readonly requests: RequestPreparer;
  readonly sender: RequestSender;
  /** What is known without asking anybody whether a prompt may go to a provider that may keep it. */
  readonly consents: { verdict(prepared: PreparedRequest): PromptConsent };
}

/** Asks a model whether an answer meets its spec's criteria: a request of its own, in the accounts and under the budgets. */
export class JudgeDesk {
  readonly #parts: JudgeDeskParts;
  #count = 0;

  constructor(parts: JudgeDeskParts) {
    this.#parts = parts;
  }

  /** The judge of one run. What it throws as UserFacingError says why nobody could be asked: no budget, or no consent. */
  judgeOf(run: EndedSpecRun, signal: AbortSignal): Required<CheckTools>["judge"] {
    // The answer and those who judge it share what the run may cost.
    let spentUsd = mostOfCost(run.result.cost, run.first.estimate);
    return async (criteria, model) => {
      const prepared = await this.#prepare(run, criteria, model);
      await run.budget.admitMore(prepared, spentUsd);
      const before = spentUsd;
      const budgetLeft = (runId: string) => run.budget.left(prepared, before, runId);
      const { text, cost, error } = await this.#send(prepared, run.id, budgetLeft, signal);
      spentUsd += mostOfCost(cost, prepared.estimate);
      return { ...(error ? { kind: "none", reason: error.message } : parseVerdict(text)), cost };
    };
  }

  async #prepare(
    { first, result }: EndedSpecRun,
    criteria: string,
    model = first.modelId,
  ): Promise<PreparedRequest> {
    const { requests, consents } = this.#parts;
    const prepared = await requests.prepare(await requests.target({ provider: first.provider.id, model }), {
      messages: judgeMessages(criteria, result.text),
      parameters: judgeParameters,
    });
    if (["not-needed", "allowed"].includes(consents.verdict(prepared))) return prepared;
    throw new UserFacingError(
      "forbidden",
      l10n.t("The provider of {0} may keep prompts, so it was not asked to judge.", prepared.modelName),
    );
  }

  #send(
    request: PreparedRequest,
    runId: string,
    budgetLeft: Parameters<RequestSender["send"]>[2]["budgetLeft"],
    signal: AbortSignal,
  ): Promise<RunResult> {
    this.#count += 1;
    return this.#parts.sender.send(
      request,
      { id: `${runId} judge ${this.#count}`, spec: undefined, observer: nobody },
      { patience: 1, isLast: true, hop: 0, budgetLeft },
      signal,
    );
  }
}
