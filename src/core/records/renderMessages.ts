import * as v from "valibot";
import { fenced } from "./fenced";

const bodySchema = v.looseObject({
  messages: v.array(v.looseObject({ role: v.string(), content: v.unknown() })),
});

/** The messages of a request's body for people to read, each as it was sent, in a fence that nothing in it can close. */
export function renderMessages(body: unknown, level = 2): string {
  const parsed = v.safeParse(bodySchema, body);
  const messages = parsed.success ? parsed.output.messages : [];
  return messages
    .map(
      ({ role, content }, index) =>
        `${"#".repeat(level)} ${index + 1}. ${role}\n\n` +
        fenced(typeof content === "string" ? content : JSON.stringify(content, undefined, 2), "markdown"),
    )
    .join("\n");
}
