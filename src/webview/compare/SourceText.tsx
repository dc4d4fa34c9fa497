import { splitHidden } from "../../core/hiddenCharacters";

/** Text as it was written, with marks for what in it cannot be seen. */
export function SourceText({ text }: { readonly text: string }) {
  return (
    <>
      {[...splitHidden(text, "prose")].map((piece, index) =>
        "text" in piece ? piece.text : <span key={index} class="hidden-character" data-name={piece.names} />,
      )}
    </>
  );
}
