import * as l10n from "@vscode/l10n";
import type { RunCost } from "../cost/usage";
import { UserFacingError } from "../errors";
import type { TextMatcher } from "../ports";
import type { RunResult } from "../run/runResult";
import { answerJson } from "./answerJson";
import { comparableText } from "./comparableText";
import type { Expectation, ExpectationResult } from "./expectation";
import { costProblem, durationProblem } from "./limitProblems";
import type { JudgeVerdict } from "./parseVerdict";
import { type SchemaProblem, schemaProblem } from "./schemaProblem";
import { shortenedText } from "./shortenedText";

/** `cost`: of asking. */
export type Judgement = JudgeVerdict & { readonly cost?: RunCost };

export interface CheckTools {
  readonly matchText: TextMatcher;
  /** Asks a model about the answer; `model`: absent = the one that answered. Absent = nobody is asked. */
  readonly judge?: (criteria: string, model: string | undefined) => Promise<Judgement>;
  /** `schemaProblem` where it can be stopped, as a schema may hold a pattern that takes for ever; absent = here. */
  readonly findSchemaProblem?: (schema: JsonSchema, value: unknown) => Promise<SchemaProblem | undefined>;
}

type TextExpectation = Extract<Expectation, { readonly kind: "contains" | "not-contains" }>;
type JsonSchema = Extract<Expectation, { readonly kind: "json-schema" }>["schema"];

/** How an expectation ended, without the expectation itself. */
type Outcome = Omit<ExpectationResult, "expectation">;

const PASSED: Outcome = { state: "passed" };
const failed = (detail: string): Outcome => ({ state: "failed", detail });
const skipped = (detail: string): Outcome => ({ state: "skipped", detail });

/**
 * Holds a run that has ended against one expectation; never leaves it `waiting`. Expected failures of a tool are a
 * `skipped` with their sentence; whatever else a tool rejects with, such as a cancelled judge, comes out of here.
 */
export async function checkExpectation(
  expectation: Expectation,
  result: RunResult,
  tools: CheckTools,
): Promise<ExpectationResult> {
  return { expectation, ...(await outcomeOf(expectation, result, tools)) };
}

/**
 * Checks one expectation after the other. `onChange` is told after each: all of them, those to come `waiting`.
 */
export async function checkExpectations(
  expectations: readonly Expectation[],
  result: RunResult,
  tools: CheckTools,
  onChange?: (results: readonly ExpectationResult[]) => void,
): Promise<readonly ExpectationResult[]> {
  const results: ExpectationResult[] = expectations.map((expectation) => ({ expectation, state: "waiting" }));
  for (const [index, expectation] of expectations.entries()) {
    results[index] = await checkExpectation(expectation, result, tools);
    onChange?.([...results]);
  }
  return results;
}

export function countPassed(results: readonly ExpectationResult[]): number {
  return results.filter(({ state }) => state === "passed").length;
}

/** Also when nothing was expected. */
export function passedAll(results: readonly ExpectationResult[]): boolean {
  return results.every(({ state }) => state === "passed");
}

async function outcomeOf(expectation: Expectation, result: RunResult, tools: CheckTools): Promise<Outcome> {
  const { text } = result;
  if (text.trim() === "" && result.status !== "completed") {
    return skipped(l10n.t("There is no answer to check."));
  }
  try {
    switch (expectation.kind) {
      case "contains":
        return has(text, expectation)
          ? PASSED
          : failed(l10n.t('The answer does not have "{0}".', shortenedText(expectation.text)));
      case "not-contains":
        if (has(text, expectation))
          return failed(l10n.t('The answer has "{0}".', shortenedText(expectation.text)));
        // What is missing could have it.
        return result.status === "completed" ? PASSED : skipped(l10n.t("The answer is not whole."));
      case "regex": {
        const { pattern, flags = "" } = expectation;
        const matches = await tools.matchText(pattern, flags.includes("u") ? flags : `${flags}u`, text);
        return matches ? PASSED : failed(l10n.t("The answer does not match {0}.", shortenedText(pattern)));
      }
      case "json-schema":
        return await jsonOutcome(text, expectation.schema, tools);
      case "max-usd":
        return costOutcome(result.cost, expectation.usd);
      case "max-seconds":
        return orPassed(durationProblem(result.timing.totalMs, expectation.seconds));
      case "judge":
        if (!tools.judge) return skipped(l10n.t("No judge was asked."));
        return judgedOutcome(await tools.judge(expectation.criteria, expectation.model));
    }
  } catch (error) {
    if (UserFacingError.is(error)) return skipped(error.message);
    throw error;
  }
}

function has(text: string, { text: wanted, ignoreCase = false }: TextExpectation): boolean {
  return comparableText(text, ignoreCase).includes(comparableText(wanted, ignoreCase));
}

async function jsonOutcome(text: string, schema: JsonSchema, tools: CheckTools): Promise<Outcome> {
  const json = answerJson(text);
  switch (json.kind) {
    case "none":
      return failed(l10n.t("The answer has no JSON."));
    case "broken":
      return failed(l10n.t("The answer's JSON has a mistake, so it cannot be read."));
    case "value": {
      const problem = await (tools.findSchemaProblem ?? schemaProblem)(schema, json.value);
      if (!problem) return PASSED;
      return failed(
        problem.pointer === ""
          ? l10n.t("The JSON does not fit the schema: {0}", problem.message)
          : l10n.t("The JSON does not fit the schema at {0}: {1}", problem.pointer, problem.message),
      );
    }
  }
}

function costOutcome(cost: RunCost, mostUsd: number): Outcome {
  if (cost.kind !== "unknown") return orPassed(costProblem(cost.usd, mostUsd));
  const problem = costProblem(cost.atLeastUsd ?? 0, mostUsd);
  return problem === undefined ? skipped(l10n.t("The cost is not known.")) : failed(problem);
}

function judgedOutcome({ cost, ...verdict }: Judgement): Outcome {
  return { ...verdictOutcome(verdict), ...(cost && { cost }) };
}

function verdictOutcome(verdict: JudgeVerdict): Outcome {
  switch (verdict.kind) {
    case "pass":
      return PASSED;
    case "fail":
      return failed(verdict.reason ?? l10n.t("The judge gave no reason."));
    case "none":
      return skipped(verdict.reason ?? l10n.t("The judge gave no verdict."));
  }
}

function orPassed(problem: string | undefined): Outcome {
  return problem === undefined ? PASSED : failed(problem);
}
