import * as l10n from "@vscode/l10n";
import type { RecordChange } from "./recordChanges";

/** A plain list as Markdown: what has changed first, then what is as it was. */
export function renderChanges(changes: readonly RecordChange[], title: string): string {
  const groups: readonly (readonly [title: string, kind: RecordChange["kind"]])[] = [
    [l10n.t("Changed"), "changed"],
    [l10n.t("Not known"), "unknown"],
    [l10n.t("The same"), "same"],
  ];
  return [
    `# ${title}\n`,
    ...groups.flatMap(([heading, kind]) => {
      const lines = changes.filter((change) => change.kind === kind).map(({ text }) => `- ${text}\n`);
      return lines.length === 0 ? [] : [`\n## ${heading}\n\n${lines.join("")}`];
    }),
  ].join("");
}
