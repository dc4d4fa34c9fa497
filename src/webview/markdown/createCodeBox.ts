import * as l10n from "@vscode/l10n";
import { createIconButton } from "../createIconButton";
import { showHidden } from "../../core/hiddenCharacters";
import { codeText } from "./codeText";

export type OnCode = (action: "copy" | "insert", code: string) => void;

/** The frame around a block of code: its language and, once it is complete (`onCode`), what can be done with it. */
export function createCodeBox(pre: HTMLElement, onCode: OnCode | undefined): void {
  const box = document.createElement("div");
  box.className = "code";
  const head = document.createElement("div");
  head.className = "code-head";
  const name = document.createElement("span");
  name.textContent = showHidden(pre.dataset["language"] ?? "");
  head.append(name);
  pre.replaceWith(box);
  box.append(head, pre);
  if (onCode !== undefined) completeCodeBox(pre, onCode);
}

/** The code stays where it is: it may be long, and moving it would lay it out again. */
export function completeCodeBox(pre: HTMLElement, onCode: OnCode): void {
  const run = (action: "copy" | "insert") => () => onCode(action, codeText(pre.firstElementChild ?? pre));
  pre.previousElementSibling?.append(
    createIconButton("copy", l10n.t("Copy Code"), run("copy")),
    createIconButton("insert", l10n.t("Insert at Cursor"), run("insert")),
  );
}
