import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { UserFacingError } from "../errors";
import { omitAbsent } from "../omitAbsent";
import type { ChatRequest } from "../ports";
import type { ProviderKind } from "../providers/providerConfig";
import { chatBody } from "../run/chatBody";
import { sha256 } from "../sha256";
import type { Reasoning } from "../spec/frontMatter";
import type { RunRecord } from "./runRecord";

const text = v.string();
const number = v.number();
const optional = v.exactOptional;
const effort = v.picklist(["none", "minimal", "low", "medium", "high", "xhigh", "max"]);
/** As it is: `record` would drop names that JavaScript objects have themselves. */
const routing = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);
const bodySchema = v.object({
  model: text,
  messages: v.array(v.object({ role: v.picklist(["system", "user", "assistant"]), content: text })),
  stream: v.boolean(),
  temperature: optional(number),
  max_tokens: optional(number),
  max_completion_tokens: optional(number),
  top_p: optional(number),
  seed: optional(number),
  stop: optional(v.array(text)),
  reasoning_effort: optional(effort),
  reasoning: optional(v.union([v.object({ effort }), v.object({ max_tokens: number })])),
  provider: optional(routing),
});

/**
 * The request that `chatBody` makes this body of, byte for byte; `undefined` when there is none: it was written by hand, or
 * by a version that could say more.
 */
export function requestOfBody(body: unknown, kind: ProviderKind): ChatRequest | undefined {
  const parsed = v.safeParse(bodySchema, body);
  if (!parsed.success) return undefined;
  const { output } = parsed;
  const request: ChatRequest = omitAbsent({
    modelId: output.model,
    messages: output.messages,
    temperature: output.temperature,
    maxTokens: output.max_completion_tokens ?? output.max_tokens,
    maxTokensParameter:
      output.max_completion_tokens === undefined ? undefined : ("max_completion_tokens" as const),
    topP: output.top_p,
    seed: output.seed,
    stop: output.stop,
    reasoning: reasoningOf(output),
    routing: output.provider,
    stream: output.stream ? undefined : false,
  });
  return JSON.stringify(chatBody(request, kind)) === JSON.stringify(body) ? request : undefined;
}

function reasoningOf({
  reasoning,
  reasoning_effort: plainEffort,
}: v.InferOutput<typeof bodySchema>): Reasoning | undefined {
  if (plainEffort !== undefined) return { effort: plainEffort };
  if (reasoning === undefined) return undefined;
  return "effort" in reasoning ? reasoning : { maxTokens: reasoning.max_tokens };
}

/**
 * What a record's run has sent, to be sent again.
 * @throws UserFacingError `invalid-spec` when it is not there as it was sent.
 */
export async function recordedRequest({ request, provider }: RunRecord): Promise<ChatRequest> {
  if (request.isRedacted) {
    throw new UserFacingError(
      "invalid-spec",
      l10n.t("Something secret was taken out of this record, so the same request cannot be sent again."),
    );
  }
  const isUnchanged = (await sha256(JSON.stringify(request.body))) === request.sha256;
  const recorded = isUnchanged ? requestOfBody(request.body, provider.kind) : undefined;
  if (recorded) return recorded;
  throw new UserFacingError(
    "invalid-spec",
    l10n.t("The request in this record is not as it was sent, so it cannot be sent again."),
  );
}
