import * as l10n from "@vscode/l10n";
import { Icon } from "../Icon";
import { showHidden } from "../../core/hiddenCharacters";

/** The file that an answer was saved to; opens it. */
export function SavedTo({ path, onOpen }: { readonly path: string; readonly onOpen: () => void }) {
  return (
    <div class="saved-to">
      <Icon name="save" />
      <button type="button" class="button link" onClick={onOpen}>
        {l10n.t("Saved to {0}", showHidden(path))}
      </button>
    </div>
  );
}
