import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import { languageAttribute } from "../text/markLanguage";
import type { ColumnDiff } from "./columnDiff";
import { SourceText } from "./SourceText";

/** An answer as it was written, with what differs from the baseline. */
export function WordDiffText(props: {
  readonly text: string;
  readonly diff: ColumnDiff;
  /** Absent when the editor has nothing to hold it against. */
  readonly onOpenDiff: (() => void) | undefined;
}) {
  const { text, diff, onOpenDiff } = props;
  const source = useMemo(
    () => (
      <div class="source" lang={languageAttribute(text)}>
        {typeof diff === "string" ? (
          <SourceText text={text} />
        ) : (
          diff.parts.map((part, index) =>
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
          )
        )}
      </div>
    ),
    [text, diff],
  );
  if (diff === "waiting") return <p class="small">{l10n.t("Comparing words")}</p>;
  if (diff !== "too-long") return source;
  return (
    <>
      <p class="small">
        {l10n.t("These answers are too long, or too different, to be compared word by word here.")}
      </p>
      {onOpenDiff !== undefined && (
        <div class="buttons">
          <button type="button" class="button second" onClick={onOpenDiff}>
            {l10n.t("Open the Editor’s Diff")}
          </button>
        </div>
      )}
      {source}
    </>
  );
}
