import * as l10n from "@vscode/l10n";

/** Stands above an answer that cannot be compared word by word here. */
export function DiffProblem({ onOpenDiff }: { readonly onOpenDiff: (() => void) | undefined }) {
  return (
    <div>
      <p class="small">
        {l10n.t("These answers are too long, or too different, to be compared word by word here.")}
      </p>
      {onOpenDiff !== undefined && (
        <button type="button" class="button link" onClick={onOpenDiff}>
          {l10n.t("Open the Editor’s Diff")}
        </button>
      )}
    </div>
  );
}
