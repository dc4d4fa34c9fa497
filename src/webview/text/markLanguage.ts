import { languageOf } from "./languageOf";

/**
 * Says in which language an element is where that differs from the page: Thai needs taller lines, a Thai voice and Thai line
 * breaks. An empty `lang` means "not known", which is true of other text on a Thai page.
 */
export function markLanguage(element: HTMLElement, text: string): void {
  const lang = languageAttribute(text);
  if (lang === undefined) element.removeAttribute("lang");
  else if (element.lang !== lang || !element.hasAttribute("lang")) element.lang = lang;
}

/** The value for `lang`; `undefined` where the page's own language is right. */
export function languageAttribute(text: string): string | undefined {
  const language = languageOf(text);
  const pageIsThai = document.documentElement.lang === "th";
  if (language === "th") return pageIsThai ? undefined : "th";
  return language === "other" && pageIsThai ? "" : undefined;
}
