import path from "node:path";
import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import { omitAbsent } from "../core/omitAbsent";
import type { EndedSpecRun } from "../core/run/endedSpecRun";
import { assembleSpec } from "../core/spec/assembleSpec";
import { parseSpec } from "../core/spec/parseSpec";
import type { ReadSpec } from "../core/spec/readSpec";
import { specInputs, standInInputs } from "../core/spec/specInputs";
import { specPart } from "../core/spec/specPart";
import { NodeSpecFolder } from "../node/nodeSpecFolder";
import { readSpecFile } from "../node/readSpecFile";
import type { RunOptions } from "./commandLine";
import type { Consents } from "./consents";
import { fillInputs } from "./fillInputs";
import type { SpecTarget } from "./specTarget";
import type { Terminal } from "./terminal";

/** A spec as it is run: its text with everything that goes along, and what was asked for. */
export interface SpecRunReading {
  /** The workspace folder around it. */
  readonly folder: string;
  readonly reading: ReadSpec;
  readonly source: EndedSpecRun["source"];
}

interface Parts {
  readonly terminal: Terminal;
  readonly consents: Consents;
  readonly signal: AbortSignal;
}

/**
 * What a run sends; asks for what is open.
 * @throws UserFacingError `invalid-spec` or `payload-too-large`.
 */
export async function readSpecRun(
  target: SpecTarget,
  options: RunOptions,
  { terminal, consents, signal }: Parts,
): Promise<SpecRunReading> {
  const { section, task, instruction, variables } = options;
  const { file, folder, path: name } = target;
  if (!(await consents.maySendFile(file))) {
    throw new UserFacingError("invalid-spec", l10n.t("{0} is not sent, as it may hold secrets.", name));
  }
  const { text, spec } = await readParsed(target);
  const inputs = await fillInputs(specInputs(spec, name), variables, terminal, signal);
  const environment = await consents.environment(spec, name);
  const assembled = await assembleSpec(spec, {
    ...partOf(text, name, spec.block?.bodyLine, options),
    folder: new NodeSpecFolder(folder, (included) => consents.maySendFile(included)),
    inputs,
    environment: (variable) => environment[variable],
  });
  return {
    folder,
    reading: { spec, text, path: name, assembled },
    source: omitAbsent({
      section,
      task,
      instruction,
      inputs: Object.keys(inputs).length > 0 ? inputs : undefined,
    }),
  };
}

/**
 * What a run would send, as far as it is known: asks nothing, and stands in for what is open.
 * @throws UserFacingError as above.
 */
export async function readSpecEstimate(
  target: SpecTarget,
  options: RunOptions,
  { terminal }: Pick<Parts, "terminal">,
): Promise<SpecRunReading> {
  const { path: name, folder } = target;
  const { text, spec } = await readParsed(target);
  const assembled = await assembleSpec(spec, {
    ...partOf(text, name, spec.block?.bodyLine, options),
    folder: new NodeSpecFolder(folder, async () => true),
    inputs: { ...standInInputs(specInputs(spec, name)), ...options.variables },
    selection: " ",
    environment: (variable) => terminal.environment[variable] ?? variable,
  });
  return { folder, reading: { spec, text, path: name, assembled }, source: {} };
}

async function readParsed({ file, path: name }: SpecTarget) {
  const text = await readSpecFile(file, path.basename(file));
  return { text, spec: parseSpec(text, name) };
}

function partOf(
  text: string,
  name: string,
  startLine = 0,
  { section, task, instruction }: Pick<RunOptions, "section" | "task" | "instruction">,
) {
  const part = specPart(text, omitAbsent({ section, task }), { startLine });
  return { text, path: name, ...omitAbsent({ part, instruction }) };
}
