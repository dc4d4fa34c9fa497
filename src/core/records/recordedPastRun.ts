import * as v from "valibot";
import { recordOfPrompt } from "../cost/promptRecord";
import { sizeOfPrompt } from "../cost/tokenRates";
import { omitAbsent } from "../omitAbsent";
import { partKey } from "../spec/partKey";
import type { SpecPart } from "../spec/specPart";
import type { PastRun } from "../usage/pastRuns";
import { specIdOf } from "../usage/usageEntry";
import type { RunRecord } from "./runRecord";

const bodySchema = v.object({ model: v.string(), messages: v.array(v.object({ content: v.string() })) });
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const usageSchema = v.object({
  promptTokens: count,
  completionTokens: count,
  cachedPromptTokens: count,
  reasoningTokens: count,
});

/** What estimates may learn from a recorded run; `undefined` when its request is none that can be read. */
export function recordedPastRun({
  provider,
  request,
  spec,
  estimate,
  result,
}: RunRecord): PastRun | undefined {
  const sent = v.safeParse(bodySchema, request.body);
  if (!sent.success) return undefined;
  const { model, messages } = sent.output;
  // Records come from other people, too: no figure in one may make all estimates after it nonsense.
  const usage = v.safeParse(usageSchema, result.usage);
  return {
    started: omitAbsent({
      provider: provider.id,
      model,
      specId: recordedSpecId(spec.path, spec),
      // The tokens that were charged are those of the text before something was taken out of it.
      prompt: request.isRedacted
        ? undefined
        : recordOfPrompt(sizeOfPrompt(messages.map(({ content }) => content))),
      // The cost is that of all who were asked, and the estimate that of one.
      estimate: result.attempts.length === 1 ? estimate : undefined,
    }),
    ended: omitAbsent({
      status: result.status,
      usage: usage.success ? usage.output : undefined,
      cost: result.cost,
      finishReason: result.finishReason,
    }),
  };
}

/** The identity of a spec, or of a part of it, among the records of one folder. `path`: from that folder. */
export function recordedSpecId(path: string, part: SpecPart): string {
  return specIdOf(path, partKey(part));
}
