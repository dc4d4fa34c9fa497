import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { Logger } from "../core/ports";
import { errorCode } from "./appendBytes";

const schema = v.object({
  v: v.literal(1),
  conversationId: v.optional(v.string()),
  draft: v.optional(v.string()),
});

/** What the first version remembered, in one file for all windows. Nothing when it is missing or not ours. Never rejects. */
export async function readOldChatMemory(
  folder: string,
  log: Logger,
): Promise<{ readonly conversationId?: string; readonly draft?: string }> {
  try {
    const { conversationId, draft } = v.parse(
      schema,
      JSON.parse(await readFile(path.join(folder, "chat.json"), "utf8")),
    );
    return { ...(conversationId !== undefined && { conversationId }), ...(draft !== undefined && { draft }) };
  } catch (error) {
    if (errorCode(error) !== "ENOENT") log.warn("The chat of the first version could not be read.");
    return {};
  }
}
