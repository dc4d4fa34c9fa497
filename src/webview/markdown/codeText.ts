import { hiddenOf } from "../../core/hiddenCharacters";

/** The code as the model wrote it: hidden characters are drawn as elements, which have no text of their own. */
export function codeText(code: Element): string {
  const text = textOf(code);
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}

function textOf(code: Element): string {
  let text = "";
  for (const node of code.childNodes) {
    if (node instanceof HTMLElement && node.dataset["name"] !== undefined)
      text += hiddenOf(node.dataset["name"]);
    else if (node instanceof Element) text += textOf(node);
    else text += node.nodeValue ?? "";
  }
  return text;
}
