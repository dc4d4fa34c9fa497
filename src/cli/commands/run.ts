import type { CommandLine } from "../commandLine";
import { describeEnd } from "../describeEnd";
import { exitCodeOf } from "../exitCode";
import { runSpec } from "../runSpec";
import { createServices, type Surroundings } from "../services";
import { findSpec, findSpecInWorkspace } from "../specTarget";

type Run = Extract<CommandLine, { command: "run" }>;

export async function run(command: Run, surroundings: Surroundings): Promise<number> {
  const { output, terminal } = surroundings;
  const [file = ""] = command.files;
  const find = () =>
    command.isFromWorkspace ? findSpecInWorkspace(file, terminal.folder) : findSpec(file, terminal.folder);
  const services = createServices(command, surroundings);
  const print = command.json ? undefined : (text: string) => output.answer(text);
  const result = await runSpec(find, command, services, print);
  if (command.json) output.json(result);
  for (const line of describeEnd(result)) output.note(line);
  return exitCodeOf(result);
}
