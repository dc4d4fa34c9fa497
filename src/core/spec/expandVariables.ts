/** What stands between two pairs of braces, e.g. `days`, `file:rules.md` or `env:TEAM`. */
const VARIABLE = /\{\{[ \t]*([^{}\n]{1,400}?)[ \t]*\}\}/g;
/** The same in the prompt files of VS Code and the commands of other tools. */
const FOREIGN_VARIABLE = /\$\{([a-zA-Z]+(?::[^{}\n]{1,400})?)\}|\$(ARGUMENTS)\b/g;

/**
 * Puts values in the place of variables. What `valueOf` does not know stays as it is: braces mean other things, too. Values
 * are not looked through again. `isForeign`: the file is another tool's, and written in its way.
 */
export async function expandVariables(
  text: string,
  valueOf: (name: string, offset: number) => Promise<string | undefined>,
  { isForeign = false }: { readonly isForeign?: boolean } = {},
): Promise<string> {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(isForeign ? FOREIGN_VARIABLE : VARIABLE)) {
    const value = await valueOf(match[1] ?? match[2] ?? "", match.index);
    if (value === undefined) continue;
    parts.push(text.slice(end, match.index), value);
    end = match.index + match[0].length;
  }
  return parts.length === 0 ? text : parts.join("") + text.slice(end);
}

/** A variable with its braces, at UTF-16 units from the start of the text. */
export interface Variable {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** All variables in a text, in their order. */
export function variablesIn(
  text: string,
  { isForeign = false }: { readonly isForeign?: boolean } = {},
): readonly Variable[] {
  return [...text.matchAll(isForeign ? FOREIGN_VARIABLE : VARIABLE)].map((match) => ({
    name: match[1] ?? match[2] ?? "",
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Names of all variables in a text, in their order, each once. */
export function variableNames(
  text: string,
  options: { readonly isForeign?: boolean } = {},
): readonly string[] {
  return [...new Set(variablesIn(text, options).map(({ name }) => name))];
}
