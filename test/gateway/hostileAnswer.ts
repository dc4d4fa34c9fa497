const TABLE_ROWS = 400;
const TABLE_COLUMNS = 12;

/** Markdown that tries everything a renderer must not let through; harmless as text. Nothing in it leads anywhere. */
export function hostileAnswer(): string {
  const cells = (row: number): string =>
    Array.from({ length: TABLE_COLUMNS }, (_, column) => `r${row}c${column}`).join(" | ");
  const table = [
    `| ${cells(0)} |`,
    `|${" --- |".repeat(TABLE_COLUMNS)}`,
    ...Array.from({ length: TABLE_ROWS }, (_, row) => `| ${cells(row + 1)} |`),
  ];
  return [
    "# Hostile <script>globalThis.hostile = true</script>",
    "<script>globalThis.hostile = true</script>",
    '<img src="x" onerror="globalThis.hostile = true"><iframe src="javascript:globalThis.hostile=true"></iframe>',
    '<svg onload="globalThis.hostile = true"><style>* { display: none }</style></svg>',
    "[click me](javascript:globalThis.hostile=true) [or me](JaVaScRiPt&#58;globalThis.hostile=true) [data](data:text/html,<script>globalThis.hostile=true</script>) [file](file:///etc/passwd) [command](command:workbench.action.quit)",
    "![remote](https://tracker.invalid/pixel.png?q=secret) ![remote](//tracker.invalid/pixel.png)",
    "[looks safe](https://safe.invalid@tracker.invalid/) <https://tracker.invalid/>",
    "Direction marks: \u202Etxt.exe\u202C \u2066isolated\u2069 and a zero-width\u200Bspace.",
    `Control characters: \u0007\u001B[31mred\u001B[0m, a lone \u{FFFD}, and ${"z\u0335\u0321\u0322".repeat(20)}.`,
    `${"> ".repeat(200)}deep quote`,
    `${"*".repeat(500)}a${"*".repeat(500)} ${"[".repeat(500)}b${"](".repeat(500)}`,
    table.join("\n"),
    "```html\n</code></pre><script>globalThis.hostile = true</script>\n```",
    `A word without end: ${"x".repeat(5000)}`,
  ].join("\n\n");
}
