import { constants } from "node:fs";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { Logger } from "../core/ports";
import { errorCode } from "./appendBytes";

const schema = v.object({
  v: v.literal(1),
  conversationId: v.optional(v.pipe(v.string(), v.uuid())),
  draft: v.optional(v.string()),
});

/**
 * What the first version remembered, in one file for all windows; its conversation is copied from `oldFolder` to
 * `folder`. Nothing when the file is missing or not ours. Never rejects.
 */
export async function takeOverOldChat(
  oldFolder: string,
  folder: string,
  log: Logger,
): Promise<{ readonly conversationId?: string; readonly draft?: string }> {
  try {
    const { conversationId, draft } = v.parse(
      schema,
      JSON.parse(await readFile(path.join(oldFolder, "chat.json"), "utf8")),
    );
    if (conversationId !== undefined && oldFolder !== folder) {
      await copyConversation(conversationId, oldFolder, folder);
    }
    return { ...(conversationId !== undefined && { conversationId }), ...(draft !== undefined && { draft }) };
  } catch (error) {
    if (errorCode(error) !== "ENOENT")
      log.warn(`The chat of the first version could not be read: ${String(error)}`);
    return {};
  }
}

async function copyConversation(conversationId: string, oldFolder: string, folder: string): Promise<void> {
  const file = path.join("conversations", `${conversationId}.jsonl`);
  try {
    await mkdir(path.join(folder, "conversations"), { recursive: true });
    await copyFile(path.join(oldFolder, file), path.join(folder, file), constants.COPYFILE_EXCL);
  } catch (error) {
    // Never written, or another window has copied it.
    const code = errorCode(error);
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  }
}
