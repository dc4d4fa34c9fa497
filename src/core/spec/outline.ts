/** An ATX heading outside code. All line numbers count from 0 and are those of the whole text. */
export interface SpecHeading {
  readonly line: number;
  /** Where the next heading of the same or a higher level stands; the number of lines when there is none. */
  readonly endLine: number;
  /** 1 to 6. */
  readonly level: number;
  /** Without its marks. */
  readonly title: string;
  /** Lines of the headings it stands below, the highest first; at most five. */
  readonly ancestors: readonly number[];
}

/** A list item with a check box outside code. */
export interface SpecTask {
  readonly line: number;
  /** After the last line that belongs to it: nested items, indented text, the rest of its paragraph. Blank lines at its end do not. */
  readonly endLine: number;
  /** Columns before its bullet; a tab goes on to the next multiple of four. */
  readonly indent: number;
  /** Kiro's `[-]`, a task that was begun, is open. */
  readonly checked: boolean;
  /** Where in `line` the character between the brackets stands, in UTF-16 units. */
  readonly markColumn: number;
  /** The first line's text after the box; never empty. */
  readonly text: string;
  /** Tasks with the same text above it. */
  readonly sameAbove: number;
  /** The heading it stands below; absent above the first one. */
  readonly headingLine?: number;
  /** The task it is nested in; absent when it is in none. */
  readonly parentTaskLine?: number;
  /** Marked as one that may be left out, as Kiro does: `- [ ]* text`. */
  readonly optional: boolean;
}

/** The headings and tasks of a Markdown text, in its order. */
export interface SpecOutline {
  readonly headings: readonly SpecHeading[];
  readonly tasks: readonly SpecTask[];
  /** Offset of each line in UTF-16 units. What follows the last line end is a line only when there is something. */
  readonly lineStarts: readonly number[];
}

/**
 * Reads the headings and tasks of a Markdown text, each line once. Lines end with LF, with or without a CR before it.
 * `startLine`: the body's first line; what is above, such as front matter, is counted but not read.
 */
export function specOutline(text: string, { startLine = 0 } = {}): SpecOutline {
  const scan = new OutlineScan();
  const lineStarts: number[] = [];
  for (let start = 0; start < text.length;) {
    const lineEnd = text.indexOf("\n", start);
    const end = lineEnd === -1 ? text.length : lineEnd;
    if (lineStarts.length >= startLine) {
      scan.read(text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end), lineStarts.length);
    }
    lineStarts.push(start);
    start = end + 1;
  }
  return { ...scan.finish(lineStarts.length), lineStarts };
}

type Growing<T extends { readonly endLine: number }> = Omit<T, "endLine"> & { endLine: number };

/** A list item that may still go on. */
interface OpenItem {
  /** Columns from which on a line belongs to it. */
  readonly inner: number;
  /** The column its text begins at. */
  readonly content: number;
  readonly task: Growing<SpecTask> | undefined;
  /** Its own line when it is a task, or that of the nearest task around it. */
  readonly taskLine: number | undefined;
}

interface OpenFence {
  readonly marks: string;
  /** Columns before a closing fence, at most. */
  readonly mostIndent: number;
  /** Columns a line must have, or the list item ends and the fence with it. */
  readonly leastIndent: number;
}

class OutlineScan {
  readonly #headings: Growing<SpecHeading>[] = [];
  readonly #tasks: Growing<SpecTask>[] = [];
  readonly #openHeadings: Growing<SpecHeading>[] = [];
  readonly #openItems: OpenItem[] = [];
  readonly #timesSeen = new Map<string, number>();
  #fence: OpenFence | undefined;
  /** The line above is text that the next one may go on with, however little it is indented. */
  #inParagraph = false;
  #lastFilledLine = -1;

  /** `content`: the line without its end. */
  read(content: string, line: number): void {
    const blanks = /^[ \t]*/.exec(content)?.[0] ?? "";
    const trimmed = content.slice(blanks.length).trimEnd();
    if (trimmed === "") {
      this.#inParagraph = false;
      return;
    }
    this.#readFilled(content, trimmed, widthOf(blanks, 0), line);
    this.#lastFilledLine = line;
  }

  finish(lineCount: number): {
    readonly headings: readonly SpecHeading[];
    readonly tasks: readonly SpecTask[];
  } {
    for (const heading of this.#openHeadings) heading.endLine = lineCount;
    this.#endItems(-1);
    return { headings: this.#headings, tasks: this.#tasks };
  }

  #readFilled(content: string, trimmed: string, indent: number, line: number): void {
    if (this.#fence) {
      if (indent >= this.#fence.leastIndent) {
        if (closes(this.#fence, trimmed, indent)) this.#fence = undefined;
        return;
      }
      this.#fence = undefined;
    }
    const goesOn = this.#inParagraph;
    if (goesOn && !endsParagraph(trimmed)) return;
    this.#endItems(indent);
    this.#inParagraph = false;
    if (this.#readHeading(content, line)) return;
    const inside = this.#openItems.at(-1)?.content ?? 0;
    // Further in is code, or the rest of a paragraph.
    if (indent > inside + 3) this.#inParagraph = goesOn;
    else if (!isRule(trimmed) && !this.#openFence(trimmed, indent, inside))
      this.#readItem(content, indent, line);
  }

  #readHeading(content: string, line: number): boolean {
    const match = /^ {0,3}(#{1,6})(?:[ \t]([^\r\u2028\u2029]*))?$/.exec(content);
    if (!match?.[1]) return false;
    const level = match[1].length;
    const open = this.#openHeadings;
    while ((open.at(-1)?.level ?? 0) >= level) {
      const ended = open.pop();
      if (ended) ended.endLine = line;
    }
    const ancestors = open.map((heading) => heading.line);
    const heading = { line, endLine: line + 1, level, title: withoutClosing(match[2] ?? ""), ancestors };
    open.push(heading);
    this.#headings.push(heading);
    return true;
  }

  #readItem(content: string, indent: number, line: number): void {
    this.#inParagraph = true;
    const bullet = /^[ \t]*([-*+]|\d{1,9}[.)])(?:([ \t]+)|$)/.exec(content);
    if (!bullet?.[1]) return;
    const after = indent + bullet[1].length;
    const gap = widthOf(bullet[2] ?? "", after);
    // What stands further away than that is code, which begins one column behind the bullet.
    const textColumn = after + (gap >= 1 && gap <= 4 ? gap : 1);
    const rest = content.slice(bullet[0].length);
    const task = gap <= 4 ? this.#readTask(rest, bullet[0].length, indent, line) : undefined;
    const taskLine = task?.line ?? this.#openItems.at(-1)?.taskLine;
    // Two columns are enough below "10. " as well: strictly it would be four, but people count those of "- ".
    this.#openItems.push({ inner: indent + 2, content: textColumn, task, taskLine });
    if (rest === "" || (gap <= 4 && this.#openFence(rest.trim(), textColumn, textColumn))) {
      this.#inParagraph = false;
    }
  }

  /** `rest`: what follows the bullet and begins at `column` of the line. */
  #readTask(rest: string, column: number, indent: number, line: number): Growing<SpecTask> | undefined {
    const box = /^\[([ xX-])\](\*?)[ \t]+(?=[^ \t])/.exec(rest);
    if (!box) return undefined;
    const text = rest.slice(box[0].length).trim();
    if (text === "") return undefined;
    const sameAbove = this.#timesSeen.get(text) ?? 0;
    this.#timesSeen.set(text, sameAbove + 1);
    const headingLine = this.#openHeadings.at(-1)?.line;
    const parentTaskLine = this.#openItems.at(-1)?.taskLine;
    const task = {
      line,
      endLine: line + 1,
      indent,
      checked: box[1] === "x" || box[1] === "X",
      markColumn: column + 1,
      text,
      sameAbove,
      ...(headingLine !== undefined && { headingLine }),
      ...(parentTaskLine !== undefined && { parentTaskLine }),
      optional: box[2] === "*",
    };
    this.#tasks.push(task);
    return task;
  }

  /** Ends the items that a line with that indentation is not part of. */
  #endItems(indent: number): void {
    for (let item = this.#openItems.at(-1); item && indent < item.inner; item = this.#openItems.at(-1)) {
      if (item.task) item.task.endLine = this.#lastFilledLine + 1;
      this.#openItems.pop();
    }
  }

  /** `inside`: the column at which the text of the list item begins that the line stands in; 0 outside lists. */
  #openFence(trimmed: string, indent: number, inside: number): boolean {
    const [marks] = /^(?:`{3,}(?=[^`]*$)|~{3,})/.exec(trimmed) ?? [];
    if (marks === undefined) return false;
    // Code pasted below a bullet often loses its indentation, so only deep fences end where their item does.
    const leastIndent = indent > 3 ? (this.#openItems.at(-1)?.inner ?? 0) : 0;
    this.#fence = { marks, mostIndent: inside + 3, leastIndent };
    return true;
  }
}

function closes(fence: OpenFence, trimmed: string, indent: number): boolean {
  if (indent > fence.mostIndent || !trimmed.startsWith(fence.marks)) return false;
  const mark = fence.marks[0];
  for (const character of trimmed) if (character !== mark) return false;
  return true;
}

/** Everything else is the rest of the paragraph above it, however little it is indented. */
function endsParagraph(trimmed: string): boolean {
  return /^(?:#|>|`{3}|~{3}|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$))/.test(trimmed) || isRule(trimmed);
}

/** A line across the page, of at least three marks. */
function isRule(trimmed: string): boolean {
  return /^([-*_])(?:[ \t]*\1){2,}$/.test(trimmed);
}

/** Columns that spaces and tabs take up from `column` on. */
function widthOf(blanks: string, column: number): number {
  let end = column;
  for (const blank of blanks) end += blank === "\t" ? 4 - (end % 4) : 1;
  return end - column;
}

/** Without the `#` at its end. A loop, as a pattern for it takes more than linear time over spaces. */
function withoutClosing(title: string): string {
  const text = title.trim();
  let end = text.length;
  while (text[end - 1] === "#") end--;
  return end === 0 || /[ \t]/.test(text[end - 1] ?? "") ? text.slice(0, end).trim() : text;
}
