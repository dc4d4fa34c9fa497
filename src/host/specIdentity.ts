import { createHash } from "node:crypto";
import * as vscode from "vscode";
import type { TurnSource } from "../core/chat/chatState";
import { partKey } from "../core/spec/partKey";
import type { SpecPart } from "../core/spec/specPart";
import type { SpecIdentity } from "../core/usage/runAccounts";
import { specIdOf } from "../core/usage/usageEntry";
import { nameOf } from "./specFiles";

/** Enough that no two of a person's files are taken for one. */
const HASH_LENGTH = 16;

/** What the ledger calls a spec; outside of the workspace its file name alone. The part that is run has an identity of its own. */
export function specIdentity(uri: vscode.Uri, given: SpecPart = {}): SpecIdentity {
  const part = partKey(given);
  return {
    spec: vscode.workspace.getWorkspaceFolder(uri)
      ? vscode.workspace.asRelativePath(uri, false)
      : nameOf(uri),
    specId: specIdOf(hash(uri.toString()), part === undefined ? undefined : hash(part)),
  };
}

/** `undefined` for a message of the chat. */
export function identityOfSource(source: TurnSource): SpecIdentity | undefined {
  if (source.kind === "chat") return undefined;
  return specIdentity(vscode.Uri.parse(source.uri), source.kind === "spec" ? source : {});
}

/** Tells the workspace that is open from others; `undefined` when none is. */
export function workspaceIdentity(): string | undefined {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  const uri = workspaceFile ?? workspaceFolders?.[0]?.uri;
  return uri && hash(uri.toString());
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
}
