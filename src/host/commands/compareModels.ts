import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import { omitAbsent } from "../../core/omitAbsent";
import type { RunResult } from "../../core/run/runResult";
import { parseSpec } from "../../core/spec/parseSpec";
import type { CompareDesk } from "../compare/compareDesk";
import { modelsProblem } from "../compare/comparison";
import { readSpec } from "../specFiles";
import { parseCompareArgument } from "./commandArguments";
import { activeSpec } from "./activeSpec";
import { pickSpec } from "./runSpec";
import { pickModels } from "./pickModels";
import type { PickModelsParts } from "./pickModels";

/**
 * Runs a spec on two to four models at once. Whoever names the models in the argument has decided, and is asked only where
 * a budget or a provider that may keep prompts needs a word; otherwise the user chooses, sees what it may cost, and agrees.
 * Empty when the user chose none or did not agree.
 * @throws UserFacingError `invalid-spec` for fewer than two models or more than four.
 */
export async function compareModels(
  argument: unknown,
  parts: PickModelsParts & { readonly comparisons: CompareDesk },
): Promise<readonly RunResult[]> {
  const given = parseCompareArgument(argument);
  const uri =
    given?.uri ?? (await activeSpec()) ?? (await pickSpec(l10n.t("Which spec should be compared?")));
  if (!uri) return [];
  const models = given?.models ?? (await chosenModels(uri, parts));
  if (models === undefined) return [];
  const problem = modelsProblem(models.length);
  if (problem) throw problem;
  const { provider, instruction, section, task, sameAbove, inputs } = given ?? { uri };
  return parts.comparisons.compare(
    {
      kind: "spec",
      uri: uri.toString(),
      ...omitAbsent({ instruction, section, task, sameAbove, inputs }),
    },
    models.map((model) => omitAbsent({ model, provider })),
    { isAgreed: given?.models !== undefined },
  );
}

/** To begin with those that the spec names. */
async function chosenModels(uri: vscode.Uri, parts: PickModelsParts): Promise<readonly string[] | undefined> {
  const { models = [], model, provider } = parseSpec(await readSpec(uri), uri.path).frontMatter;
  const named = [...new Set([...models, ...(model === undefined ? [] : [model])])];
  return pickModels({ chosen: named, provider }, parts);
}
