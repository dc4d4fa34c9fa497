import * as l10n from "@vscode/l10n";
import { createIconButton } from "../createIconButton";
import { codeText } from "./codeText";

export type OnCode = (action: "copy" | "insert", code: string) => void;

/** The frame around a block of code: its language and, once it is complete, what can be done with it. */
export function createCodeBox(pre: HTMLElement, onCode: OnCode | undefined): HTMLElement {
  const language = pre.dataset["language"] ?? "";
  const box = document.createElement("div");
  box.className = "code";
  const head = document.createElement("div");
  head.className = "code-head";
  const name = document.createElement("span");
  name.textContent = language;
  head.append(name);
  if (onCode !== undefined) {
    const run = (action: "copy" | "insert") => () => onCode(action, codeText(pre.firstElementChild ?? pre));
    head.append(
      createIconButton("copy", l10n.t("Copy Code"), run("copy")),
      createIconButton("insert", l10n.t("Insert at Cursor"), run("insert")),
    );
  }
  pre.replaceWith(box);
  box.append(head, pre);
  return box;
}
