const TABLE_ROWS = 400;
const TABLE_COLUMNS = 12;

/** Markdown that tries everything a renderer must not let through; harmless as text. Nothing in it leads anywhere. */
export function hostileAnswer(): string {
  return [
    "# Hostile <script>globalThis.hostile = true</script>",
    "<script>globalThis.hostile = true</script>",
    '<img src="x" onerror="globalThis.hostile = true"><iframe src="javascript:globalThis.hostile=true"></iframe>',
    '<svg onload="globalThis.hostile = true"><style>* { display: none }</style></svg>',
    '<math><mtext><style><img src=x onerror="globalThis.hostile = true"></style></mtext></math>',
    '<form action="https://tracker.invalid/"><input autofocus onfocus="globalThis.hostile = true"></form>',
    "[click me](javascript:globalThis.hostile=true) [or me](JaVaScRiPt&#58;globalThis.hostile=true) [data](data:text/html,<script>globalThis.hostile=true</script>) [file](file:///etc/passwd) [command](command:workbench.action.quit)",
    "[tab](java\tscript:globalThis.hostile=true) [bell](\u0007javascript:globalThis.hostile=true) [entity](&#x6A;avascript&colon;globalThis.hostile=true) <javascript:globalThis.hostile=true> [later][late]",
    "![remote](https://tracker.invalid/pixel.png?q=secret) ![remote](//tracker.invalid/pixel.png)",
    "[looks safe](https://safe.invalid@tracker.invalid/) <https://tracker.invalid/>",
    "Direction marks: \u202Etxt.exe\u202C \u2066isolated\u2069 and a zero-width\u200Bspace.",
    `Control characters: \u0007\u001B[31mred\u001B[0m, a lone \u{FFFD}, and ${"z\u0335\u0321\u0322".repeat(20)}.`,
    `${"> ".repeat(200)}deep quote`,
    `${"*".repeat(500)}a${"*".repeat(500)} ${"[".repeat(500)}b${"](".repeat(500)}`,
    hostileTable(TABLE_ROWS, TABLE_COLUMNS),
    "```html\n</code></pre><script>globalThis.hostile = true</script>\n```",
    `A word without end: ${"x".repeat(5000)}`,
    "[late]: javascript:globalThis.hostile=true",
  ].join("\n\n");
}

/** Each row names its cells: `r1c0`, `r1c1`, … */
export function hostileTable(rows: number, columns: number): string {
  const cells = (row: number): string =>
    Array.from({ length: columns }, (_, column) => `r${row}c${column}`).join(" | ");
  return [
    `| ${cells(0)} |`,
    `|${" --- |".repeat(columns)}`,
    ...Array.from({ length: rows }, (_, row) => `| ${cells(row + 1)} |`),
  ].join("\n");
}

/** One long line of each kind that a parser may take too long for, with a short paragraph in between. */
export function hostileLongLines(length: number): string {
  const units = [
    "x",
    "word ",
    ..."*|_|[|]|`|<|~|![|\\|&#x41;|&".split("|"),
    "|a",
    "*a **a ",
    "[a](",
    "https://a.invalid ",
  ];
  return units
    .map((unit, index) => `Line ${index}:\n\n${unit.repeat(Math.ceil(length / unit.length))}`)
    .join("\n\n")
    .concat("\n\nThe end.");
}

/** Quotes and lists in one another, each level with a word of its own, and brackets in brackets. */
export function hostileNesting(levels: number): string {
  const each = (line: (level: number) => string): string =>
    Array.from({ length: levels }, (_, level) => line(level)).join("");
  return [
    `${"> ".repeat(levels)}deepest-quote`,
    `${"- ".repeat(levels)}deepest-item`,
    `${"1. ".repeat(levels)}deepest-number`,
    each((level) => `${"  ".repeat(level)}- item-${level}\n`),
    each((level) => `${">".repeat(level + 1)} quote-${level}\n`),
    `${"[".repeat(levels)}deepest-link${"](https://a.invalid)".repeat(levels)}`,
    `${"![".repeat(levels)}deepest-image${"](https://a.invalid)".repeat(levels)}`,
    "The end.",
  ].join("\n\n");
}

/** What a terminal obeys and a page hides: in prose, links, code, a heading and a table. */
export function hostileEscapes(): string {
  const escapes =
    "\u001B[31mred\u001B[0m \u001B]8;;https://tracker.invalid/\u0007link\u001B]8;;\u0007 pass\b\b\b\bfail \u009B2J \u0085 \u007F \uD800 \u{E0041}\u{E0042} \u202Etxt.exe\u202C";
  return [
    `# Heading ${escapes}`,
    `Prose ${escapes} and zero\u200Bwidth\u200Djoined\uFEFF.`,
    `[link ${escapes}](https://a.invalid/ "title \u202Eevil") and \`code ${escapes}\``,
    `| a | b |\n|---|---|\n| cell ${escapes} | \u2067x |`,
    `\`\`\`sh\necho ${escapes} zero\u200Bwidth\n\`\`\``,
    `\`\`\`\u202Esh\ntrue\n\`\`\``,
    `${"\u202E\u202C".repeat(2000)}flood`,
    "The end.",
  ].join("\n\n");
}
