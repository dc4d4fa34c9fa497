import { useEffect, useState } from "preact/hooks";

/** A number that grows when VS Code changes the theme: it sets the class of the body and the properties of the root. */
export function useTheme(): number {
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme((before) => before + 1));
    observer.observe(document.body, { attributeFilter: ["class"] });
    observer.observe(document.documentElement, { attributeFilter: ["style", "class"] });
    return () => observer.disconnect();
  }, []);
  return theme;
}
