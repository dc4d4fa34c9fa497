import { showHidden } from "../core/hiddenCharacters";
import { languageAttribute } from "./text/markLanguage";

/** A text that a gateway wrote: on its own whatever its direction, with nothing in it that cannot be seen. */
export function OutsideText({ text, class: className }: { readonly text: string; readonly class?: string }) {
  return (
    <bdi class={className} lang={languageAttribute(text)}>
      {showHidden(text)}
    </bdi>
  );
}
