/** Where something can be completed. Columns in UTF-16 units: what is there from `start` to `end` is replaced. */
export type CompletionPlace =
  | {
      readonly kind: "key";
      /** Of the map it is in; empty at the top. */
      readonly path: readonly (string | number)[];
      /** Keys of that map that are there already, as far as one can see. */
      readonly taken: ReadonlySet<string>;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: "value";
      readonly path: readonly (string | number)[];
      /** Directly behind the colon: a space has to come first. */
      readonly needsSpace: boolean;
      readonly start: number;
      readonly end: number;
    }
  /** Behind `{{` in the body. */
  | { readonly kind: "variable"; readonly isClosed: boolean; readonly start: number; readonly end: number };

const MARK = /^(?:---|\.\.\.)[ \t]*$/;
/** A key in a line, with what is before it: indentation and dashes of lists. */
const KEY_LINE =
  /^([ \t]*(?:-[ \t]+)*)("[^"]*"|'[^']*'|[\p{L}_][\p{L}\p{M}\p{N}_-]*)[ \t]*:(?=[ \t]|$)(.*)$/u;
/** What a YAML file has in its lines, for a front matter that nobody has closed yet. */
const YAML_LINE =
  /^(?:[ \t]*$|[ \t]*#|[ \t]+\S|[ \t]*-[ \t]|[ \t]*[\p{L}_"'][^:]*:(?:[ \t]|$)|[\p{L}_][\p{L}\p{N}_-]*$)/u;
const VARIABLE_START = /\{\{[ \t]*([^{}\n]*)$/;

/**
 * What can be completed at a place in a Markdown file. Goes by lines and not by the YAML, which is broken while somebody
 * writes it. `lines`: of the whole file, without their ends.
 */
export function completionPlace(
  lines: { readonly count: number; at(line: number): string },
  line: number,
  column: number,
): CompletionPlace | undefined {
  if (isInFrontMatter(lines, line)) return inFrontMatter(lines, line, column);
  const text = lines.at(line);
  const typed = VARIABLE_START.exec(text.slice(0, column));
  if (!typed) return undefined;
  const rest = /^[^{}\n]*/.exec(text.slice(column))?.[0] ?? "";
  const isClosed = text.startsWith("}}", column + rest.length);
  return {
    kind: "variable",
    isClosed,
    start: column - (typed[1] ?? "").length,
    end: isClosed ? column + rest.trimEnd().length : column,
  };
}

function isInFrontMatter(lines: { readonly count: number; at(line: number): string }, line: number): boolean {
  if (line === 0 || !/^\uFEFF?---[ \t]*$/.test(lines.at(0))) return false;
  for (let index = 1; index < line; index++) if (MARK.test(lines.at(index))) return false;
  if (MARK.test(lines.at(line))) return false;
  for (let index = line + 1; index < lines.count; index++) if (MARK.test(lines.at(index))) return true;
  // Not closed yet: only as long as everything down to here looks like it.
  for (let index = 1; index <= line; index++) if (!YAML_LINE.test(lines.at(index))) return false;
  return true;
}

type Lines = { readonly count: number; at(line: number): string };

function inFrontMatter(lines: Lines, line: number, column: number): CompletionPlace | undefined {
  const text = lines.at(line);
  const typed = text.slice(0, column);
  if (isComment(typed)) return undefined;
  const [lead = ""] = /^[ \t]*(?:-[ \t]+)*/.exec(typed) ?? [];
  const outer = pathOf(lines, line, lead);
  const keyed = KEY_LINE.exec(typed);
  if (keyed) {
    const [, before = "", key = "", rest = ""] = keyed;
    const path = [...pathOf(lines, line, before), unquoted(key)];
    return flowPlace(text, column, column - rest.length, path);
  }
  if (/^[ \t]*-$/.test(typed)) return undefined;
  const word = typed.slice(lead.length);
  const end = column + (/^[\p{L}\p{M}\p{N}_-]*/u.exec(text.slice(column))?.[0].length ?? 0);
  // What stands behind a dash may be a plain value as well as the first key of a map.
  if (outer.length > 0 && lead.includes("-")) return flowPlace(text, column, lead.length, outer);
  if (!/^[\p{L}\p{M}\p{N}_-]*$/u.test(word)) return undefined;
  const taken = keysBeside(lines, line, lead.length);
  return { kind: "key", path: outer, taken, start: lead.length, end };
}

/** Within a value that may be a list or a map in brackets. `start`: column at which the value begins. */
function flowPlace(
  text: string,
  column: number,
  start: number,
  path: readonly (string | number)[],
): CompletionPlace | undefined {
  const inside = [...path];
  let from = start;
  let quote = "";
  const open: string[] = [];
  for (let index = start; index < column; index++) {
    const character = text[index] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if ((character === '"' || character === "'") && text.slice(from, index).trim() === "") {
      quote = character;
    } else if (character === "[" || (character === "{" && text[index + 1] !== "{")) {
      open.push(character);
      if (character === "[") inside.push(0);
      from = index + 1;
    } else if (character === "]" || character === "}") {
      const closed = open.pop();
      if (closed === undefined) return undefined;
      while (inside.length > path.length && typeof inside.at(-1) === "string") inside.pop();
      if (closed === "[") inside.pop();
      from = index + 1;
    } else if (character === "," && open.length > 0) {
      if (open.at(-1) === "{" && typeof inside.at(-1) === "string" && inside.length > path.length)
        inside.pop();
      from = index + 1;
    } else if (character === ":" && open.at(-1) === "{" && /[ \t]/.test(text[index + 1] ?? " ")) {
      inside.push(unquoted(text.slice(from, index).trim()));
      from = index + 1;
    }
  }
  const written = text.slice(from, column);
  const blanks = /^[ \t]*["']?/.exec(written)?.[0].length ?? 0;
  const rest = quote === "" ? /^[^\s,\]}#]*/ : /^[^"']*/;
  const end = column + (rest.exec(text.slice(column))?.[0].length ?? 0);
  // Behind a comment, or behind a value that is complete.
  if (quote === "" && /\S\s+$|[ \t]#/.test(written.slice(blanks))) return undefined;
  const isKey = open.at(-1) === "{" && (inside.length === path.length || typeof inside.at(-1) === "number");
  if (isKey) return { kind: "key", path: inside, taken: new Set(), start: from + blanks, end };
  const needsSpace = from === start && start > 0 && text[start - 1] === ":" && written === "";
  return { kind: "value", path: inside, needsSpace, start: from + blanks, end };
}

/** Keys and list places that a line is below. `lead`: what is before its own text: blanks and dashes. */
function pathOf(lines: Lines, line: number, lead: string): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let dashes = lead.split("-").length - 1;
  let indent = dashes > 0 ? lead.indexOf("-") : lead.length;
  for (; dashes > 0; dashes--) path.unshift(0);
  let isItem = path.length > 0;
  if (indent === 0 && !isItem) return path;
  for (let above = line - 1; above > 0; above--) {
    const match = KEY_LINE.exec(lines.at(above));
    const before = match?.[1] ?? /^[ \t]*(?:-[ \t]+)*/.exec(lines.at(above))?.[0] ?? "";
    if (lines.at(above).trim() === "" || isComment(lines.at(above))) continue;
    const dash = before.indexOf("-");
    // The key of a list may stand at the same column as its dashes.
    const isKeyAbove =
      match && (before.length < indent || (isItem && before.length === indent && dash === -1));
    if (isKeyAbove) {
      path.unshift(unquoted(match[2] ?? ""));
      isItem = false;
      indent = before.length;
    }
    if (dash !== -1 && dash < indent) {
      path.unshift(0);
      isItem = true;
      indent = dash;
    }
    if (indent === 0 && !isItem) break;
  }
  return path;
}

/** The keys of the same map, above and below. */
function keysBeside(lines: Lines, line: number, indent: number): ReadonlySet<string> {
  const keys = new Set<string>();
  const look = (index: number): boolean => {
    const text = lines.at(index);
    if (MARK.test(text)) return false;
    const match = KEY_LINE.exec(text);
    const width = match ? (match[1] ?? "").length : text.search(/\S/);
    if (width === -1) return true;
    if (match && width === indent) keys.add(unquoted(match[2] ?? ""));
    // Another map begins, or this one is over.
    return width >= indent && !(match?.[1]?.includes("-") && width === indent);
  };
  for (let above = line - 1; above > 0 && look(above); above--);
  for (let below = line + 1; below < lines.count && look(below); below++);
  return keys;
}

function isComment(text: string): boolean {
  return /^[ \t]*#/.test(text);
}

function unquoted(key: string): string {
  return key.replace(/^["'](.*)["']$/, "$1");
}
