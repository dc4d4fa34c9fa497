import * as vscode from "vscode";
import type { TurnSource } from "../core/chat/chatState";
import { extractSection } from "../core/spec/extractSection";
import { readSpec } from "./specFiles";

/**
 * The text a turn is about, as it is now: a spec that was changed since is read anew.
 * @throws UserFacingError `invalid-spec` or `payload-too-large`.
 */
export async function readSource(source: TurnSource): Promise<string> {
  switch (source.kind) {
    case "chat":
    case "selection":
      return source.text;
    case "spec": {
      const text = await readSpec(vscode.Uri.parse(source.uri));
      return source.section === undefined ? text : extractSection(text, source.section);
    }
  }
}
