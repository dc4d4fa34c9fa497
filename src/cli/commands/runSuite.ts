import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { renderJunit } from "../../core/answers/junit";
import type { RunResult } from "../../core/run/runResult";
import type { CommandLine } from "../commandLine";
import { describeEnd } from "../describeEnd";
import { exitCodeOf, exitCodes } from "../exitCode";
import { runSpec } from "../runSpec";
import type { Services } from "../services";
import { findSpec } from "../specTarget";
import { suiteFiles } from "../suiteFiles";
import { suiteOf } from "../suiteOf";

type Suite = Extract<CommandLine, { command: "run" }> & { readonly junit: string };

/** Runs specs as tests, one after the other, and writes what came of them as the XML that build servers read. */
export async function runSuite(command: Suite, services: Services): Promise<number> {
  const { output, terminal, signal } = services;
  const files = await suiteFiles(command.files, terminal.folder);
  const runs: { readonly file: string; readonly result: RunResult }[] = [];
  for (const file of files) {
    if (signal.aborted) break;
    output.note(file);
    const result = await runSpec(() => findSpec(file, terminal.folder), command, services);
    for (const line of describeEnd(result)) output.note(line);
    runs.push({ file, result });
  }
  const xml = renderJunit(runs.map(({ file, result }) => suiteOf(file.split(path.sep).join("/"), result)));
  const isWritten = await write(command.junit, xml, services);
  if (command.json) output.json(runs.map(({ result }) => result));
  const passed = runs.filter(({ result }) => exitCodeOf(result) === exitCodes.done).length;
  output.note(l10n.t("Passed: {0} of {1}", passed, files.length));
  if (signal.aborted) return exitCodes.cancelled;
  return isWritten && passed === files.length ? exitCodes.done : exitCodes.failed;
}

async function write(name: string, xml: string, { terminal, output }: Services): Promise<boolean> {
  try {
    await writeFile(path.resolve(terminal.folder, name), xml);
    return true;
  } catch (error) {
    output.note(error instanceof Error ? error.message : String(error));
    return false;
  }
}
