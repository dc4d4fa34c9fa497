import { sanitizeHtml } from "./sanitizeHtml";

/** Longer code (UTF-16 units) stays plain: colouring it would hold up the page. */
const longestHighlighted = 20_000;

/** Colours a finished block of code when the page has nothing better to do. Without success it stays as it is. */
export function highlightLater(pre: HTMLElement): void {
  const code = pre.firstElementChild;
  const language = (pre.dataset["language"] ?? "").toLowerCase();
  // Marks of hidden characters have no text: the colours would wipe them out.
  if (code === null || language === "" || code.querySelector("[data-name]") !== null) return;
  const text = code.textContent;
  if (text.length > longestHighlighted) return;
  requestIdleCallback(() => {
    void import("./highlightCode").then(({ highlightCode }) => {
      const html = highlightCode(text, language);
      if (html === undefined || !code.isConnected) return;
      code.replaceChildren(sanitizeHtml(html));
      code.classList.remove("chunks");
    });
  });
}
