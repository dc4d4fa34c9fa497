import * as l10n from "@vscode/l10n";
import { budgetProblem } from "../../core/cost/budget";
import { chatBody } from "../../core/run/chatBody";
import type { PreparedRequest } from "../../core/run/requestPreparer";
import type { CommandLine } from "../commandLine";
import { Consents } from "../consents";
import { estimateLine } from "../estimateLine";
import { exitCodes } from "../exitCode";
import { prepareSpec } from "../prepareSpec";
import { readSpecRun } from "../readSpecRun";
import type { Services } from "../services";
import type { SpecTarget } from "../specTarget";

/** Shows what a run would send, to whom and for how much. The key is no part of it. @throws UserFacingError as a run does. */
export async function dryRun(
  target: SpecTarget,
  command: Extract<CommandLine, { command: "run" }>,
  services: Services,
): Promise<number> {
  const { output, terminal, signal } = services;
  const consents = new Consents(command, terminal, signal);
  const read = await readSpecRun(target, command, { terminal, consents, signal });
  const { request, limitUsd } = await prepareSpec(read, command, services);
  const { provider, estimate, modelId } = request;
  const body = chatBody(request.request, provider.kind);
  if (command.json) {
    const { id, baseUrl } = provider;
    output.json({ provider: { id, baseUrl }, model: modelId, estimate, request: body });
  } else {
    output.text(described(request, body));
  }
  const left = limitUsd === undefined ? undefined : { kind: "run" as const, limitUsd, leftUsd: limitUsd };
  const overBudget = budgetProblem(estimate, left);
  if (overBudget) output.note(overBudget.message);
  return overBudget ? exitCodes.budget : exitCodes.done;
}

function described({ provider, modelId, request, estimate }: PreparedRequest, body: object): string {
  const parameters = Object.entries(body).filter(([name]) => name !== "messages" && name !== "model");
  return [
    `${l10n.t("Provider")}: ${provider.displayName}, ${provider.baseUrl}`,
    `${l10n.t("Model")}: ${modelId}`,
    l10n.t("Estimate: {0}", estimateLine(estimate)),
    ...parameters.map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    ...request.messages.flatMap(({ role, content }, index) => ["", `## ${index + 1}. ${role}`, "", content]),
  ].join("\n");
}
