import { UserFacingError } from "../../core/errors";
import { selectedProviderId } from "../../core/providers/resolveProviders";
import { unsentResult } from "../../core/run/unsentResult";
import type { CommandLine } from "../commandLine";
import { describeEnd } from "../describeEnd";
import { exitCodeOf } from "../exitCode";
import { runSpec } from "../runSpec";
import { createServices, type Services, type Surroundings } from "../services";
import { findSpec, findSpecInWorkspace, type SpecTarget } from "../specTarget";

import { untilAborted } from "../untilAborted";

type Run = Extract<CommandLine, { command: "run" }>;

export async function runFile(command: Run, surroundings: Surroundings): Promise<number> {
  const services = createServices(command, surroundings);
  if (command.junit !== undefined) {
    return (await import("./runSuite")).runSuite({ ...command, junit: command.junit }, services);
  }
  const { output } = services;
  if (command.mode !== "send") return look(command, services);
  const print = command.json ? undefined : (text: string) => output.answer(text);
  return tell(await runSpec(() => find(command, services), command, services, print), command, services);
}

/** What would be sent, or what it would cost; a failure has the same form as that of a run. */
async function look(command: Run, services: Services): Promise<number> {
  const { signal, terminal } = services;
  try {
    const target = await find(command, services);
    const looking =
      command.mode === "estimate"
        ? (await import("./estimate")).estimate(target, command, services)
        : (await import("./dryRun")).dryRun(target, command, services);
    return await untilAborted(looking, signal);
  } catch (error) {
    if (!signal.aborted && !UserFacingError.is(error)) throw error;
    const result = unsentResult(signal.aborted ? "cancelled" : "failed", {
      provider: selectedProviderId(command.provider, terminal.environment, true),
      model: command.model ?? "",
    });
    const failure = !signal.aborted && UserFacingError.is(error) ? { error: error.toRunError() } : {};
    return tell({ ...result, ...failure }, command, services);
  }
}

function tell(result: Parameters<typeof exitCodeOf>[0], { json }: Run, { output }: Services): number {
  if (json) output.json(result);
  for (const line of describeEnd(result)) output.note(line);
  return exitCodeOf(result);
}

function find({ files, isFromWorkspace }: Run, { terminal }: Services): Promise<SpecTarget> {
  const [file = ""] = files;
  return isFromWorkspace ? findSpecInWorkspace(file, terminal.folder) : findSpec(file, terminal.folder);
}
