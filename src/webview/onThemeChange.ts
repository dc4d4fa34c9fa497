/**
 * Calls back when VS Code changes the theme: it sets the class of the body and the properties of the root. For what is drawn
 * and not styled. Returns what ends it.
 */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  observer.observe(document.body, { attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributeFilter: ["style", "class"] });
  return () => observer.disconnect();
}
