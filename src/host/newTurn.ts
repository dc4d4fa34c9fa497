import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Turn, TurnSource } from "../core/chat/chatState";
import type { RunOptions } from "./runOptions";
import { nameOf } from "./specFiles";

/** The turn of a run that begins. `now`: milliseconds since 1970. */
export function newTurn(
  source: TurnSource,
  { model, provider, attachment: label }: RunOptions,
  now: number,
): Turn {
  const attachment = label ?? attachmentOf(source);
  return {
    id: randomUUID(),
    startedAt: now,
    source,
    ...((model !== undefined || provider !== undefined) && {
      requested: {
        ...(model !== undefined && { model }),
        ...(provider !== undefined && { provider }),
      },
    }),
    promptText: source.kind === "chat" ? source.text : (source.instruction ?? ""),
    ...(attachment !== undefined && { attachment }),
    startsContext: source.kind !== "chat",
    phase: "preparing",
    text: "",
    reasoning: "",
  };
}

/** The file's name, with the part of it that is run. */
function attachmentOf(source: TurnSource): string | undefined {
  if (source.kind === "chat") return undefined;
  const name = nameOf(vscode.Uri.parse(source.uri));
  const part = source.kind === "spec" ? (source.section ?? source.task) : undefined;
  return part === undefined ? name : `${name} § ${part}`;
}
