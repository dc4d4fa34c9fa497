import type { Terminal } from "./terminal";

/** Anything but a yes is a no, and so is nobody. */
export async function askYesNo(
  { ask }: Pick<Terminal, "ask">,
  question: string,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await ask?.(`${question} [y/N] `, signal);
  return /^(y|yes|ใช่)$/i.test(answer?.trim() ?? "");
}
