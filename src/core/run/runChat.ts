import * as l10n from "@vscode/l10n";
import { type BudgetLeft, stoppedAtBudget } from "../cost/budget";
import { costOfRun } from "../cost/costOfRun";
import { listUsd } from "../cost/listUsd";
import type { SpendingGuard } from "../cost/spendingGuard";
import type { CostEstimate, ReportedCost, RunCost, Usage } from "../cost/usage";
import { type ErrorCode, type RunError, UserFacingError } from "../errors";
import type { Model } from "../models/model";
import type { ChatRequest, Clock, GatewayClient } from "../ports";
import type { ProviderConfig } from "../providers/providerConfig";
import type { RunResult, RunStatus } from "./runResult";

/** What a caller may show while the answer arrives. */
export type RunEvent =
  | { readonly type: "accepted" }
  | { readonly type: "waiting"; readonly waitMs: number; readonly error: RunError }
  | { readonly type: "retrying" }
  | { readonly type: "served-by"; readonly model?: string; readonly upstream?: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  | { readonly type: "text-delta"; readonly text: string };

export interface RunInput {
  readonly gateway: GatewayClient;
  readonly request: ChatRequest;
  readonly provider: ProviderConfig;
  /** The catalogue's row of `request.modelId`; `undefined` when the list does not have it or could not be read. */
  readonly model: Model | undefined;
  readonly estimate: CostEstimate | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The answer is stopped when it has cost what is left; absent = it may cost what it does. */
  readonly spending?: { readonly left: BudgetLeft; readonly guard: SpendingGuard };
  readonly onEvent: (event: RunEvent) => void;
}

/** Sends one request and waits for its end, whichever it is. Expected failures and cancelling are results, not exceptions. */
export async function runChat(input: RunInput): Promise<RunResult> {
  const { gateway, request, provider, clock, signal, spending } = input;
  const answer = new AnswerSoFar(clock);
  let error: RunError | undefined;
  let spentUsd: number | undefined;
  try {
    for await (const event of gateway.streamChat(request, signal)) {
      switch (event.type) {
        case "accepted":
          answer.wasAccepted = true;
          input.onEvent({ type: "accepted" });
          break;
        case "waiting":
          // Refused attempts cost nothing; one that was lost on the way may have been answered for all we know.
          answer.wasAccepted ||= !wasTurnedAway(event.error);
          input.onEvent({ type: "waiting", waitMs: event.waitMs, error: event.error });
          break;
        case "retrying":
          // Who gave up is not who answers now.
          answer.model = undefined;
          answer.upstream = undefined;
          answer.finishReason = undefined;
          input.onEvent(event);
          break;
        case "heartbeat":
          break;
        case "served-by":
          answer.model = event.model ?? answer.model;
          answer.upstream = event.upstream ?? answer.upstream;
          input.onEvent(event);
          break;
        case "reasoning-delta":
        case "text-delta":
          answer.add(event);
          spending?.guard.add(event.text);
          input.onEvent(event);
          break;
        case "usage":
          if (event.usage) spending?.guard.report(event.usage);
          answer.usage = event.usage ?? answer.usage;
          answer.reportedCost = event.cost;
          break;
        case "finish":
          answer.finishReason = event.reason;
          break;
      }
      // Leaving the loop ends the request. An answer that is whole has cost what it has, and is kept whole.
      if (spending && answer.finishReason === undefined && spending.guard.usd > spending.left.leftUsd) {
        spentUsd = spending.guard.usd;
        error = stoppedAtBudget(spending.left).toRunError();
        break;
      }
    }
  } catch (thrown) {
    if (!signal.aborted) {
      if (!UserFacingError.is(thrown)) throw thrown;
      error = thrown.toRunError();
    }
  }
  const { status, error: finalError } = signal.aborted
    ? { status: "cancelled" as const }
    : judge(answer, error);
  const { usage } = answer;
  const cost: RunCost = isRefused(answer, finalError)
    ? { kind: "computed", usd: 0 }
    : costOfRun({
        model: input.model,
        providerKind: provider.kind,
        usage,
        reported: answer.reportedCost,
        status,
        ...(answer.finishReason !== undefined && { finishReason: answer.finishReason }),
      });
  const listed = cost.kind === "reported" ? listUsd(input.model, usage) : undefined;
  return {
    status,
    text: answer.text,
    ...(answer.reasoning !== "" && { reasoning: answer.reasoning }),
    provider: provider.id,
    model: answer.model ?? request.modelId,
    ...(answer.upstream !== undefined && { servedBy: answer.upstream }),
    ...(answer.finishReason !== undefined && { finishReason: answer.finishReason }),
    ...(usage && {
      usage: {
        promptTokens: usage.promptTokens,
        completionTokens: usage.completionTokens,
        cachedPromptTokens: usage.cachedPromptTokens,
        reasoningTokens: usage.reasoningTokens,
      },
    }),
    ...(input.estimate && { estimate: input.estimate }),
    cost: withAtLeast(spentUsd, cost),
    ...(listed !== undefined && { listUsd: listed }),
    timing: answer.timing(),
    attempts: [
      { provider: provider.id, model: request.modelId, ...(finalError && { error: finalError.code }) },
    ],
    ...(finalError && { error: finalError }),
  };
}

/** Of an answer that was stopped nobody says what it cost, but not less than it had come to. */
function withAtLeast(spentUsd: number | undefined, cost: RunCost): RunCost {
  return cost.kind === "unknown" && spentUsd !== undefined ? { ...cost, atLeastUsd: spentUsd } : cost;
}

/** Collects what has arrived. */
class AnswerSoFar {
  /** An attempt was answered with a 2xx, or nobody knows: from then on somebody may bill, even if a later one is refused. */
  wasAccepted = false;
  text = "";
  reasoning = "";
  model: string | undefined;
  upstream: string | undefined;
  finishReason: string | undefined;
  usage: Usage | undefined;
  reportedCost: ReportedCost | undefined;
  readonly #clock: Clock;
  readonly #startedAt: number;
  #firstTokenAt: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  add(event: { readonly type: "reasoning-delta" | "text-delta"; readonly text: string }): void {
    if (event.text === "") return;
    this.#firstTokenAt ??= this.#clock.now();
    if (event.type === "text-delta") this.text += event.text;
    else this.reasoning += event.text;
  }

  timing(): RunResult["timing"] {
    return {
      ...(this.#firstTokenAt !== undefined && { firstTokenMs: this.#firstTokenAt - this.#startedAt }),
      totalMs: this.#clock.now() - this.#startedAt,
    };
  }
}

/** Failures that, once text has arrived, all mean the same to the reader: the rest is missing, and can be asked for. */
const BREAKS_A_STREAM: ReadonlySet<ErrorCode> = new Set([
  "network",
  "timeout",
  "provider-unavailable",
  "invalid-response",
  "stream-interrupted",
]);

/** Tells the endings of `wire` 5.5 apart. A finish reason alone is no success: there must be text. */
function judge(answer: AnswerSoFar, error: RunError | undefined): { status: RunStatus; error?: RunError } {
  const hasText = answer.text.trim() !== "";
  if (error) {
    if (!hasText)
      return { status: "failed", error: error.remedy === "continue" ? brokeBeforeText(error) : error };
    return { status: "incomplete", error: BREAKS_A_STREAM.has(error.code) ? interrupted(error) : error };
  }
  const { finishReason } = answer;
  if (finishReason === undefined) {
    return hasText
      ? { status: "incomplete", error: interrupted() }
      : { status: "failed", error: brokeBeforeText() };
  }
  if (hasText)
    return { status: finishReason === "stop" || finishReason === "tool_calls" ? "completed" : "incomplete" };
  return { status: "failed", error: emptyAnswer(answer) };
}

/** Statuses that say that time ran out or the client left: a model may have been at work by then. */
const MAY_HAVE_STARTED: ReadonlySet<number> = new Set([408, 499]);
/** Statuses of a server that is too busy to begin. Any other 5xx may come from the middle of the work. */
const DID_NOT_BEGIN: ReadonlySet<number> = new Set([503, 529]);

function isRefused(answer: AnswerSoFar, error: RunError | undefined): boolean {
  if (error === undefined || answer.wasAccepted || answer.usage || answer.reportedCost) return false;
  return wasTurnedAway(error);
}

/** Nobody bills a request that never got there, nor one that was turned away before a model began with it. */
function wasTurnedAway({ code, details }: RunError): boolean {
  if (details?.neverSent) return true;
  const httpStatus = details?.status ?? 0;
  if (code === "timeout" || MAY_HAVE_STARTED.has(httpStatus)) return false;
  return (httpStatus >= 400 && httpStatus < 500) || DID_NOT_BEGIN.has(httpStatus);
}

function interrupted(cause?: RunError): RunError {
  const error = new UserFacingError(
    "stream-interrupted",
    l10n.t("The connection ended before the answer was complete. The text so far is kept."),
    cause?.details && { details: cause.details },
  );
  return error.toRunError();
}

/** There may be reasoning, but nothing to go on from. */
function brokeBeforeText(cause?: RunError): RunError {
  return new UserFacingError(
    "stream-interrupted",
    l10n.t("The connection ended before the first word of the answer."),
    { remedy: "retry", ...(cause?.details && { details: cause.details }) },
  ).toRunError();
}

function emptyAnswer(answer: AnswerSoFar): RunError {
  if (answer.finishReason === "content_filter") {
    return new UserFacingError(
      "moderated",
      l10n.t("The provider refused the content of this request."),
    ).toRunError();
  }
  if (answer.finishReason === "tool_calls") {
    return new UserFacingError(
      "empty-answer",
      l10n.t("The model called a tool, which it was not offered, and wrote no answer."),
      { remedy: "choose-model" },
    ).toRunError();
  }
  if (answer.reasoning !== "" || (answer.usage?.reasoningTokens ?? 0) > 0) {
    const tokens = answer.usage?.reasoningTokens || answer.usage?.completionTokens;
    const message = tokens
      ? l10n.t("The model used {0} tokens for thinking and wrote no answer.", tokens)
      : l10n.t("The model spent all its tokens on thinking and wrote no answer.");
    return new UserFacingError("empty-answer", message, { remedy: "raise-limit" }).toRunError();
  }
  if (answer.finishReason === "length") {
    return new UserFacingError(
      "empty-answer",
      l10n.t("The limit of the answer was reached before any text."),
      {
        remedy: "raise-limit",
      },
    ).toRunError();
  }
  return new UserFacingError("empty-answer", l10n.t("The model sent no text.")).toRunError();
}
