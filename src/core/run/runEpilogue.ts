import { type CheckTools, checkExpectations } from "../expect/checkExpectations";
import type { Logger } from "../ports";
import type { EndedSpecRun } from "./endedSpecRun";
import type { JudgeDesk } from "./judgeDesk";
import type { PreparedRequest } from "./requestPreparer";
import type { RequestSender } from "./requestSender";
import type { RunResult } from "./runResult";

interface RunEpilogueParts<Run extends EndedSpecRun> {
  readonly sender: Pick<RequestSender, "sentBy">;
  readonly checks: Pick<Required<CheckTools>, "matchText" | "findSchemaProblem">;
  readonly judges: JudgeDesk;
  /** Saves an answer where its spec wants it. Gives the path from the workspace folder; `undefined` when it was left alone. */
  readonly files: { save(run: Run, written: string, text: string): Promise<string | undefined> };
  /**
   * `sent`: as it went out last. Gives the path from the workspace folder; `undefined` where runs are not recorded. Rejects
   * when a record cannot be written.
   */
  readonly records: { write(run: Run, sent: PreparedRequest): Promise<string | undefined> };
  readonly log: Logger;
}

/** What follows an answer: it is checked, saved where its spec wants it, and recorded. */
export class RunEpilogue<Run extends EndedSpecRun> {
  readonly #parts: RunEpilogueParts<Run>;

  constructor(parts: RunEpilogueParts<Run>) {
    this.#parts = parts;
  }

  /** The result with what came of that. Of a run that sent nothing there is nothing to check or keep. */
  async finish(run: Run, signal: AbortSignal): Promise<RunResult> {
    const sent = this.#parts.sender.sentBy(run.id);
    if (sent === undefined || run.result.attempts.length === 0) return run.result;
    const checked = { ...run.result, ...(await this.#check(run, signal)) };
    const saved = { ...checked, ...(await this.#save(run, checked)) };
    return { ...saved, ...(await this.#record({ ...run, result: saved }, sent)) };
  }

  async #check(run: Run, signal: AbortSignal): Promise<Pick<RunResult, "expect">> {
    const expectations = run.reading.spec.frontMatter.expect ?? [];
    if (expectations.length === 0) return {};
    const { checks, judges } = this.#parts;
    const tools = { ...checks, judge: judges.judgeOf(run, signal) };
    return { expect: await checkExpectations(expectations, run.result, tools) };
  }

  async #save(run: Run, { status, text }: RunResult): Promise<Pick<RunResult, "output">> {
    const written = run.reading.spec.frontMatter.output;
    if (run.keepsOutput === false || written === undefined || status !== "completed") return {};
    const output = await this.#parts.files.save(run, written, text);
    return output === undefined ? {} : { output };
  }

  async #record(run: Run, sent: PreparedRequest): Promise<Pick<RunResult, "record">> {
    try {
      const record = await this.#parts.records.write(run, sent);
      return record === undefined ? {} : { record };
    } catch (error) {
      // The answer is there, and paid for: it must not turn into a failure.
      this.#parts.log.warn(`The run could not be recorded: ${String(error)}`);
      return {};
    }
  }
}
