import type { CommandLine } from "../commandLine";
import { estimateLine } from "../estimateLine";
import { exitCodes } from "../exitCode";
import { targetSpec } from "../prepareSpec";
import { readSpecEstimate } from "../readSpecRun";
import type { Services } from "../services";
import type { SpecTarget } from "../specTarget";

/** What a run would cost. @throws UserFacingError when nobody can say. */
export async function estimate(
  target: SpecTarget,
  command: Extract<CommandLine, { command: "run" }>,
  services: Services,
): Promise<number> {
  const { output, terminal } = services;
  const read = await readSpecEstimate(target, command, { terminal });
  const { requests, target: asked, input } = await targetSpec(read, command, services);
  const draft = await requests.draft(asked, input);
  if (command.json) output.json(draft.estimate);
  else output.text(`${draft.modelName}, ${draft.provider.displayName} · ${estimateLine(draft.estimate)}`);
  return exitCodes.done;
}
