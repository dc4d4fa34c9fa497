import { bidiControlOf } from "../text/bidiControls";

/** The code as the model wrote it: direction controls are drawn as elements, which have no text of their own. */
export function codeText(code: Element): string {
  let text = "";
  for (const node of code.childNodes) {
    if (node instanceof HTMLElement && node.dataset["name"] !== undefined)
      text += bidiControlOf(node.dataset["name"]);
    else if (node instanceof Element) text += codeText(node);
    else text += node.nodeValue ?? "";
  }
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
