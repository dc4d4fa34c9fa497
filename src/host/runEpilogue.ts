import * as vscode from "vscode";
import { type CheckTools, checkExpectations } from "../core/expect/checkExpectations";
import type { Logger } from "../core/ports";
import type { RunResult } from "../core/run/runResult";
import type { AnswerFiles } from "./answerFiles";
import type { JudgeDesk } from "./judgeDesk";
import type { PreparedRequest } from "./requestPreparer";
import type { RecordStore } from "./recordStore";
import type { RequestSender } from "./requestSender";
import type { Settings } from "./settings";
import type { SpecReading, SpecSource } from "./specReader";

/** A run of a spec that has got its answer, or a failure in its place. */
export interface EndedSpecRun {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly source: SpecSource;
  readonly reading: SpecReading;
  /** Who was asked first. */
  readonly first: PreparedRequest;
  readonly result: RunResult;
  /** False: the answer does not go to the file that the spec names; absent = it does. */
  readonly keepsOutput?: boolean;
}

interface RunEpilogueParts {
  readonly settings: Settings;
  readonly sender: Pick<RequestSender, "sentBy">;
  readonly checks: Pick<Required<CheckTools>, "matchText" | "findSchemaProblem">;
  readonly judges: JudgeDesk;
  readonly records: RecordStore;
  readonly files: AnswerFiles;
  readonly log: Logger;
}

/** What follows an answer: it is checked, saved where its spec wants it, and recorded. */
export class RunEpilogue {
  readonly #parts: RunEpilogueParts;

  constructor(parts: RunEpilogueParts) {
    this.#parts = parts;
  }

  /** The result with what came of that. Of a run that sent nothing there is nothing to check or keep. */
  async finish(run: EndedSpecRun, signal: AbortSignal): Promise<RunResult> {
    const sent = this.#parts.sender.sentBy(run.id);
    if (sent === undefined || run.result.attempts.length === 0) return run.result;
    const checked = { ...run.result, ...(await this.#check(run, signal)) };
    const saved = { ...checked, ...(await this.#save(run, checked)) };
    return { ...saved, ...(await this.#record({ ...run, result: saved }, sent)) };
  }

  async #check(run: EndedSpecRun, signal: AbortSignal): Promise<Pick<RunResult, "expect">> {
    const expectations = run.reading.spec.frontMatter.expect ?? [];
    if (expectations.length === 0) return {};
    const { checks, judges } = this.#parts;
    const expect = await checkExpectations(expectations, run.result, {
      ...checks,
      judge: (criteria, model) => judges.judge(run, { criteria, model }, signal),
    });
    return { expect };
  }

  async #save(
    { reading, source, keepsOutput = true }: EndedSpecRun,
    { status, text }: RunResult,
  ): Promise<Pick<RunResult, "output">> {
    const written = reading.spec.frontMatter.output;
    if (!keepsOutput || written === undefined || status !== "completed") return {};
    const output = await this.#parts.files.save(reading, written, text, vscode.Uri.parse(source.uri));
    return output === undefined ? {} : { output };
  }

  async #record(run: EndedSpecRun, sent: PreparedRequest): Promise<Pick<RunResult, "record">> {
    const uri = vscode.Uri.parse(run.source.uri);
    if (!this.#parts.settings.recordsRuns(uri) || !vscode.workspace.getWorkspaceFolder(uri)) return {};
    try {
      return { record: await this.#parts.records.write(run, sent) };
    } catch (error) {
      // The answer is there, and paid for: it must not turn into a failure.
      this.#parts.log.warn(`The run could not be recorded: ${String(error)}`);
      return {};
    }
  }
}
