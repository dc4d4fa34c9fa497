import { useMemo } from "preact/hooks";
import { languageAttribute } from "../text/markLanguage";
import { SourceText } from "./SourceText";
import type { DiffPart } from "./wordDiff";

/** An answer as it was written, with what differs from the baseline. */
export function WordDiffText({
  text,
  parts,
}: {
  readonly text: string;
  readonly parts: readonly DiffPart[];
}) {
  // The same tree as long as the answer is the same: a clock may tick beside it.
  return useMemo(
    () => (
      <div class="source" lang={languageAttribute(text)}>
        {parts.map((part, index) =>
          "text" in part ? (
            <SourceText key={index} text={part.text} />
          ) : (
            <span key={index}>
              {part.removed !== "" && (
                <del>
                  <SourceText text={part.removed} />
                </del>
              )}
              {part.added !== "" && (
                <ins>
                  <SourceText text={part.added} />
                </ins>
              )}
            </span>
          ),
        )}
      </div>
    ),
    [text, parts],
  );
}
