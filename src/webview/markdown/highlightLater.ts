import { sanitizeHtml } from "./sanitizeHtml";

/** Longer code (UTF-16 units) stays plain: colouring it would hold up the page. */
const longestHighlighted = 20_000;

/** Colours a finished block of code when the page has nothing better to do. Without success it stays as it is. */
export function highlightLater(pre: HTMLElement): void {
  const code = pre.firstElementChild;
  const language = (pre.dataset["language"] ?? "").toLowerCase();
  if (code === null || language === "" || code.childElementCount > 0) return;
  const text = code.textContent;
  if (text.length > longestHighlighted) return;
  requestIdleCallback(() => {
    void import("./highlightCode").then(({ highlightCode }) => {
      const html = highlightCode(text, language);
      if (html !== undefined && code.isConnected) code.replaceChildren(sanitizeHtml(html));
    });
  });
}
