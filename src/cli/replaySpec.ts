import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { checkExpectations, type Judgement } from "../core/expect/checkExpectations";
import type { ExpectationResult } from "../core/expect/expectation";
import { omitAbsent } from "../core/omitAbsent";
import { answersRequest } from "../core/records/answersRequest";
import { parseRunRecord } from "../core/records/parseRunRecord";
import { recordedResult } from "../core/records/recordedResult";
import type { RunRecord } from "../core/records/runRecord";
import type { RunResult } from "../core/run/runResult";
import { sha256 } from "../core/sha256";
import { specMessages } from "../core/spec/specMessages";
import { readRecords } from "../node/readRecords";
import type { RunOptions } from "./commandLine";
import { parametersOf } from "./prepareSpec";
import type { SpecRunReading } from "./readSpecRun";
import type { Services } from "./services";

/**
 * The recorded answer to the request that a spec makes now, held against what the spec expects now. Nothing is sent, saved or
 * recorded.
 * @throws UserFacingError when no record answers it.
 */
export async function replaySpec(
  read: SpecRunReading,
  options: RunOptions & { readonly replayFrom: string },
  { terminal, connections, checks, output }: Services,
  print: ((text: string) => void) | undefined,
): Promise<RunResult> {
  const { reading } = read;
  const { frontMatter } = reading.spec;
  const { maxTokens, temperature, replayFrom } = options;
  const model =
    options.model ?? frontMatter.model ?? frontMatter.models?.[0] ?? connections.defaultModelFromEnvironment;
  const wanted = {
    path: reading.path,
    sha256: await sha256(reading.text),
    messages: specMessages(reading, options.instruction),
    parameters: parametersOf(read, options),
    overrides: omitAbsent({ maxTokens, temperature }),
    ...omitAbsent({ model, provider: options.provider ?? frontMatter.provider }),
  };
  for await (const record of recordsIn(path.resolve(terminal.folder, replayFrom))) {
    if (!(await answersRequest(record, wanted))) continue;
    const { expect: then = [], output: _saved, ...result } = recordedResult(record);
    print?.(result.text);
    if (print) output.endAnswer();
    const expectations = frontMatter.expect ?? [];
    if (expectations.length === 0) return result;
    const tools = {
      ...checks,
      judge: async (criteria: string, by: string | undefined) => verdict(then, criteria, by),
    };
    return { ...result, expect: await checkExpectations(expectations, result, tools) };
  }
  throw new UserFacingError(
    "not-configured",
    l10n.t("No record in {0} answers what {1} asks now.", replayFrom, reading.path),
    { remedy: "retry" },
  );
}

/** @throws UserFacingError `invalid-spec` when it is there and is no record. */
async function* recordsIn(place: string): AsyncGenerator<RunRecord, void, undefined> {
  if ((await stat(place).catch(() => undefined))?.isFile()) {
    yield parseRunRecord(await readFile(place, "utf8"), path.basename(place));
  } else {
    yield* readRecords(place);
  }
}

/** What the judge said then, and what it cost then. @throws UserFacingError where none was asked. */
function verdict(then: readonly ExpectationResult[], criteria: string, model: string | undefined): Judgement {
  const recorded = then.find(
    ({ expectation }) =>
      expectation.kind === "judge" && expectation.criteria === criteria && expectation.model === model,
  );
  if (recorded === undefined) throw new UserFacingError("not-configured", l10n.t("No judge was asked."));
  const { state, detail, cost } = recorded;
  const kind = state === "passed" ? "pass" : state === "failed" ? "fail" : "none";
  return { kind, ...omitAbsent({ reason: detail, cost }) };
}
