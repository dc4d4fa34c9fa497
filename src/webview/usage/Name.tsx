import { showHidden } from "../../core/hiddenCharacters";
import { languageAttribute } from "../text/markLanguage";

/** A name that somebody else gave: cut where there is no room, in its own language and direction. */
export function Name({ text }: { readonly text: string }) {
  const shown = showHidden(text);
  return (
    <span class="name ellipsis" lang={languageAttribute(shown)} title={shown}>
      {shown}
    </span>
  );
}
