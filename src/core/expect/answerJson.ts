import { fencedBlocks } from "../answers/fencedBlocks";

/** `none`: nothing in the answer is JSON or says it is. `broken`: something says it is, and is not. */
export type AnswerJson =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "none" }
  | { readonly kind: "broken" };

/** The JSON of an answer: all of it, else its first block marked `json`, else its first fenced block that is JSON. */
export function answerJson(text: string): AnswerJson {
  const whole = parsed(text);
  if (whole) return whole;
  const blocks = fencedBlocks(text);
  const marked = blocks.find(({ info }) => /^json(?![\w+.-])/i.test(info));
  if (marked) return parsed(marked.content) ?? { kind: "broken" };
  for (const { content } of blocks) {
    const value = parsed(content);
    if (value) return value;
  }
  return { kind: "none" };
}

function parsed(text: string): AnswerJson | undefined {
  try {
    return { kind: "value", value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
