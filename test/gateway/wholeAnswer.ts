import type { Completion } from "./completion";
import type { Dialect } from "./dialect";
import { usageIn } from "./streamFrames";

/** The body of an answer that is not streamed (wire 4.3). */
export function wholeAnswer(completion: Completion, dialect: Dialect): Readonly<Record<string, unknown>> {
  const { id, provider, model, created, finishReason, nativeFinishReason } = completion;
  const usage = usageIn(completion, dialect);
  const isPlain = dialect === "plain";
  const choice = {
    ...(isPlain ? {} : { logprobs: null, native_finish_reason: nativeFinishReason }),
    finish_reason: finishReason,
    index: 0,
    message: message(completion),
  };
  return {
    id,
    ...(isPlain ? {} : { provider }),
    model,
    object: "chat.completion",
    created,
    choices: [choice],
    system_fingerprint: null,
    ...(usage === undefined ? {} : { usage }),
  };
}

function message({
  text,
  reasoning,
  reasoningForm,
  gatewayCost,
}: Completion): Readonly<Record<string, unknown>> {
  const metadata = gatewayCost === undefined ? {} : { provider_metadata: { gateway: gatewayCost } };
  const base = { role: "assistant", content: text.join(""), refusal: null, ...metadata };
  const thinking = reasoning.join("");
  if (thinking === "") return base;
  if (reasoningForm === "content") return { ...base, reasoning_content: thinking };
  const details = [{ type: "reasoning.text", text: thinking, format: "unknown", index: 0 }];
  return reasoningForm === "details"
    ? { ...base, reasoning_details: details }
    : { ...base, reasoning: thinking, reasoning_details: details };
}
