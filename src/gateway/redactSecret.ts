import { createRedactor } from "../core/redact";

/** Takes the key out of whatever text came back, as servers echo it in their errors. `undefined` = anonymous. */
export function redactSecret(text: string, secret: string | undefined): string {
  return createRedactor(() => (secret === undefined ? [] : [secret]))(text);
}
