import type { RequestScope } from "./requestScope";

/** Some servers echo the whole request in their error. */
const MAX_LENGTH = 5_000_000;
const LIMIT_MS = 5_000;

/**
 * The body of an error answer, or as much of it as arrives in good time: the status says most of it, so that neither an
 * endless body nor one that breaks off may hide it. Never rejects.
 */
export async function readErrorText(response: Response, scope: RequestScope): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const late = Promise.withResolvers<undefined>();
  const callOff = scope.clock.after(LIMIT_MS, () => late.resolve(undefined));
  let text = "";
  try {
    while (text.length < MAX_LENGTH) {
      const chunk = await Promise.race([scope.race(reader.read()), late.promise]);
      if (chunk === undefined || chunk.done) break;
      text += decoder.decode(chunk.value, { stream: true });
    }
  } catch {
    // What was read before still counts.
  } finally {
    callOff();
    reader.cancel().catch(() => undefined);
  }
  return text + decoder.decode();
}
