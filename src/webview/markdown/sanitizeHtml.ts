import DOMPurify from "dompurify";

const tags =
  "p h1 h2 h3 h4 h5 h6 ul ol li blockquote hr br pre code em strong s a table thead tbody tr th td div span";

/** One object for all calls: the sanitizer reads it anew only when it is another one. */
const allowed = {
  ALLOWED_TAGS: tags.split(" "),
  ALLOWED_ATTR: ["href", "title", "start", "class", "data-language", "data-name"],
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
  // The sanitizer would hold these to the pattern for addresses too.
  ADD_URI_SAFE_ATTR: ["class", "start", "title", "data-language", "data-name"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true as const,
};

/**
 * The only way from a string of HTML to the page. The Markdown parser makes no other elements than these; whatever slips
 * past it (or past the highlighter) stops here.
 */
export function sanitizeHtml(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, allowed);
}
