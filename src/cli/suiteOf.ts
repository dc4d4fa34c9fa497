import * as l10n from "@vscode/l10n";
import type { JunitSuite, JunitTest } from "../core/answers/junit";
import { expectationLabel } from "../core/expect/expectationLabel";
import type { RunResult } from "../core/run/runResult";

/** One run as test results: that it was answered, and each expectation. `name`: of the spec. */
export function suiteOf(name: string, result: RunResult): JunitSuite {
  const { status, text, error, timing, expect = [] } = result;
  const answered: JunitTest = {
    name: l10n.t("is answered"),
    seconds: timing.totalMs / 1000,
    ...(status !== "completed" && {
      failure: { message: error?.message ?? l10n.t("The answer is not whole."), text },
    }),
    ...(status === "completed" && { output: text }),
  };
  const tests = expect.map(({ expectation, state, detail = "" }): JunitTest => {
    const test = { name: expectationLabel(expectation), seconds: 0 };
    if (state === "passed") return test;
    // One that could not be checked has not passed.
    return { ...test, failure: { message: detail, text: detail } };
  });
  return { name, tests: [answered, ...tests] };
}
