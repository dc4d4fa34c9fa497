import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { UserFacingError } from "../core/errors";
import { type CheckTools, checkExpectations } from "../core/expect/checkExpectations";
import type { ExpectationResult } from "../core/expect/expectation";
import { expectationLabel } from "../core/expect/expectationLabel";
import { parseSpec, type Spec } from "../core/spec/parseSpec";
import type { RecordStore } from "./recordStore";
import { findSpecPaths, readSpec } from "./specFiles";
import { isSpecLanguage } from "./specLanguages";
import { specHome } from "./workspaceSpecFolder";
import type { SpecRunner } from "./specRunner";

interface SpecTestsParts {
  readonly controller: vscode.TestController;
  readonly runner: SpecRunner;
  readonly records: RecordStore;
  readonly checks: Pick<Required<CheckTools>, "matchText" | "findSchemaProblem">;
  readonly report: (error: unknown) => void;
}

/** Specs that expect something, as tests: each one a run, and each expectation a test in it. */
export class SpecTests implements vscode.Disposable {
  readonly #parts: SpecTestsParts;
  readonly #listeners: readonly vscode.Disposable[];

  constructor(parts: SpecTestsParts) {
    this.#parts = parts;
    const { controller, report } = parts;
    controller.resolveHandler = (item) => (item ? this.#refresh(item) : this.#findAll());
    controller.refreshHandler = () => this.#findAll();
    this.#listeners = [
      controller.createRunProfile(
        l10n.t("Run"),
        vscode.TestRunProfileKind.Run,
        (request, token) => void this.#run(request, token, (...args) => this.#send(...args)).catch(report),
        true,
      ),
      controller.createRunProfile(
        l10n.t("Check the Last Answer"),
        vscode.TestRunProfileKind.Run,
        (request, token) => void this.#run(request, token, (uri) => this.#replay(uri)).catch(report),
      ),
      vscode.workspace.onDidSaveTextDocument(({ uri, languageId }) => {
        if (isSpecLanguage(languageId)) this.#look(uri).catch(report);
      }),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) controller.items.delete(uri.toString());
      }),
    ];
  }

  async #findAll(): Promise<void> {
    for (const path of await findSpecPaths()) {
      for (const folder of vscode.workspace.workspaceFolders ?? []) {
        await this.#look(vscode.Uri.joinPath(folder.uri, path));
      }
    }
  }

  /** A file that expects nothing is no test; one that cannot be read says so when it is run. */
  async #look(uri: vscode.Uri): Promise<void> {
    const { controller } = this.#parts;
    const spec = await readParsed(uri);
    if (!spec?.frontMatter.expect?.length) return controller.items.delete(uri.toString());
    const item = controller.createTestItem(uri.toString(), vscode.workspace.asRelativePath(uri, false), uri);
    const expectations = spec.frontMatter.expect;
    item.children.replace(
      expectations.map((expectation, index) =>
        controller.createTestItem(`${uri.toString()} ${index}`, expectationLabel(expectation), uri),
      ),
    );
    await place(item, spec);
    controller.items.add(item);
  }

  async #refresh(item: vscode.TestItem): Promise<void> {
    if (item.uri) await this.#look(item.uri);
  }

  async #run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    results: (
      uri: vscode.Uri,
      token: vscode.CancellationToken,
    ) => Promise<{ readonly expect: readonly ExpectationResult[]; readonly text: string }>,
  ): Promise<void> {
    const { controller } = this.#parts;
    const run = controller.createTestRun(request);
    const chosen = request.include ?? [...controller.items].map(([, item]) => item);
    // An expectation has no answer of its own: its spec runs.
    const specs = new Set(chosen.map((item) => item.parent ?? item));
    for (const item of specs) {
      if (token.isCancellationRequested || !item.uri) break;
      const tests = [...item.children].map(([, child]) => child);
      for (const test of [item, ...tests]) run.started(test);
      const startedAt = Date.now();
      try {
        const { expect, text } = await results(item.uri, token);
        run.appendOutput(text.replaceAll(/\r?\n/g, "\r\n"), undefined, item);
        for (const [index, test] of tests.entries()) settle(run, test, expect[index]);
        if (expect.every(({ state }) => state === "passed")) run.passed(item, Date.now() - startedAt);
        else run.failed(item, [], Date.now() - startedAt);
      } catch (error) {
        if (!UserFacingError.is(error)) throw error;
        run.errored(item, new vscode.TestMessage(error.message));
        for (const test of tests) run.skipped(test);
      }
    }
    run.end();
  }

  async #send(uri: vscode.Uri, token: vscode.CancellationToken) {
    const result = await this.#parts.runner.run(
      { kind: "spec", uri: uri.toString() },
      { cancellation: token },
    );
    if (result.expect === undefined) {
      const { code = "invalid-response", message = l10n.t("There is no answer to check.") } =
        result.error ?? {};
      throw new UserFacingError(code, message);
    }
    return { expect: result.expect, text: result.text };
  }

  /** Costs nothing: what was answered last is held against what the spec expects now. Nobody judges. */
  async #replay(uri: vscode.Uri) {
    const { path } = specHome(uri);
    const spec = parseSpec(await readSpec(uri), path);
    for (const { place: file } of await this.#parts.records.list()) {
      const record = await this.#parts.records.read(file).catch(() => undefined);
      if (record?.spec.path !== path || record.spec.section !== undefined || record.spec.task !== undefined)
        continue;
      const { answer: text, result } = record;
      const expect = await checkExpectations(
        spec.frontMatter.expect ?? [],
        { ...result, text },
        this.#parts.checks,
      );
      return { expect, text };
    }
    throw new UserFacingError("invalid-spec", l10n.t("No run of this spec is recorded yet."));
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#parts.controller.dispose();
  }
}

function settle(run: vscode.TestRun, test: vscode.TestItem, result: ExpectationResult | undefined): void {
  switch (result?.state) {
    case "passed":
      return run.passed(test);
    case "failed": {
      const message = new vscode.TestMessage(result.detail ?? "");
      if (test.uri && test.range) message.location = new vscode.Location(test.uri, test.range);
      return run.failed(test, message);
    }
    case "skipped":
    case "waiting":
    case undefined:
      if (result?.detail !== undefined) run.appendOutput(`${result.detail}\r\n`, undefined, test);
      return run.skipped(test);
  }
}

async function readParsed(uri: vscode.Uri): Promise<Spec | undefined> {
  try {
    return parseSpec(await readSpec(uri), uri.path);
  } catch (error) {
    if (UserFacingError.is(error)) return undefined;
    throw error;
  }
}

/** Beside `expect` in the front matter, so that the editor shows its button there. */
async function place(item: vscode.TestItem, { keys }: Spec): Promise<void> {
  const key = keys.find(({ name }) => name === "expect");
  if (!key || !item.uri) return;
  const text = await readSpec(item.uri);
  const line = text.slice(0, key.key.start).split("\n").length - 1;
  const range = new vscode.Range(line, 0, line, "expect".length);
  item.range = range;
  for (const [, child] of item.children) child.range = range;
}
