import assert from "node:assert/strict";
import { fileBlocks } from "../../src/core/answers/fileBlocks";
import { parseVerdict } from "../../src/core/expect/parseVerdict";
import { confinedPath } from "../../src/core/spec/confinedPath";
import { isSecretFile } from "../../src/core/spec/isSecretFile";
import { specOutline } from "../../src/core/spec/outline";
import { sectionAt } from "../../src/core/spec/sectionAt";
import { tickTask } from "../../src/core/spec/tickTask";
import { pickFrom } from "../gateway/pickFrom";
import type { Corpora } from "./corpora";
import type { FuzzTarget } from "./target";

const TASKS = [
  "# Plan\n\n- [ ] 1. Set up\n  - [x] 1.1 Folders\n    - note\n  - [-] 1.2 Tests\n\n    ```sh\n    # no\n    ```\n- [ ]* 2. Docs\ngoes on\n",
  "## A\r\n1. [ ] one\r\n\t- [X] two\r\n10) [ ] three\r\n\r\n   text\r\n## A\r\n* [ ] one\r\n",
];
const FILES = [
  'Here it is.\n\n### `src/a.ts`\n\n```ts\nexport {};\n```\n\n````md title="docs/a.md"\n```ts src/b.ts\n```\n````\n',
  "1. First:\n\n   ```py:tools/a.py\n   # tools/a.py\n   ```\n\n```diff\n-a\n```\n~~~json package.json\n{}",
  "```js\r\n// ../a.js\r\n```\r\n**b.css**:\r\n```css\r\n/* c.css */\r\n```\r\n```sh file=.env\r\nA=1\r\n```\r\n",
];
const VERDICTS = [
  "PASS\nEvery criterion is met.",
  "**FAIL** - the total is missing.",
  "PASS or FAIL?",
  '> `FAILED`: "ไม่มียอดรวม"',
];

export function markdownTargets({ documents }: Corpora): readonly FuzzTarget<string>[] {
  return [
    {
      name: "outline",
      corpus: [...TASKS, ...documents],
      check: (input, random) => {
        const startLine = Math.floor(random() * 4);
        const outline = specOutline(input, { startLine });
        const { headings, tasks, lineStarts } = outline;
        for (const [index, start] of lineStarts.entries())
          assert.ok(start === 0 || input[start - 1] === "\n", `line ${index} begins within another`);
        for (const { line, endLine } of [...headings, ...tasks]) {
          assert.ok(
            startLine <= line && line < endLine && endLine <= lineStarts.length,
            `${line} to ${endLine}`,
          );
          const block = input.slice(lineStarts[line], lineStarts[endLine]);
          assert.ok(sectionAt(input, outline, line)?.endsWith(block));
        }
        if (tasks.length > 0) checkTick(input, startLine, random);
      },
      parse: (input) => specOutline(input),
      grow: {
        headings: (size) => "## a\n".repeat(size / 5),
        deeper: (size) => "# a\n## b\n### c\n#### d\n".repeat(size / 22),
        tasks: (size) => "- [ ] a\n".repeat(size / 8),
        "nested tasks": (size) => {
          const depth = Math.floor(Math.sqrt(size));
          return Array.from({ length: depth }, (_, at) => `${"  ".repeat(at / 2)}- [ ] a\n`).join("");
        },
        "lines below nested tasks": (size) => `- [ ] a\n  - [ ] b\n    - [ ] c\n${"text\n".repeat(size / 5)}`,
        bullets: (size) => "- ".repeat(size / 2),
        "spaces in a task": (size) => `- [ ] ${" ".repeat(size)}a${" ".repeat(size)}`,
        "spaces behind a bullet": (size) => `-${" ".repeat(size)}x`,
        tabs: (size) => `${"\t".repeat(size)}- [ ] a`,
        "a broken rule": (size) => `${"- ".repeat(size / 2)}x`,
        "a line of backticks": (size) => `${"`".repeat(size)}x\`\n`,
        fences: (size) => "- ```\n  ~~~\n".repeat(size / 12),
      },
    },
    {
      name: "files of an answer",
      corpus: [...FILES, ...documents],
      check: (input) => {
        const { blocks, problems } = fileBlocks(input);
        const lineCount = input.split("\n").length;
        for (const { path, content, line } of blocks) {
          assert.equal(confinedPath(path), path);
          assert.ok(path !== "" && !isSecretFile(path), path);
          assert.ok(content === "" || content.endsWith("\n"), "no line end");
          assert.ok(line < lineCount);
        }
        assert.equal(new Set(blocks.map(({ path }) => path)).size, blocks.length);
        for (const { line, message } of problems) assert.ok(line < lineCount && message !== "");
      },
      parse: fileBlocks,
      grow: {
        files: (size) => "```ts src/a.ts\nx\n```\n".repeat(size / 21),
        "an open fence": (size) => `\`\`\`ts src/a.ts\n${"x\n".repeat(size / 2)}`,
        "fences within one": (size) => `\`\`\`\`md a.md\n${"```\n".repeat(size / 4)}\`\`\`\``,
        "an info of attributes": (size) => `\`\`\`ts ${'path="'.repeat(size / 6)}\nx\n\`\`\``,
        "an info of words": (size) => `\`\`\`${"title ".repeat(size / 6)}\nx\n\`\`\``,
        "a long word": (size) => `\`\`\`${"a.".repeat(size / 2)}\nx\n\`\`\``,
        "an info of backticks": (size) => `${"`".repeat(size)} a\`\n`,
        "spaces above": (size) => `#${" ".repeat(size)}x\n\`\`\`\nx\n\`\`\``,
        "a long comment": (size) => `\`\`\`\n// ${"a/".repeat(size / 2)}\n\`\`\``,
        "a bullet of spaces": (size) => `-${" ".repeat(size)}x`,
      },
    },
    {
      name: "verdict",
      corpus: VERDICTS,
      check: (input) => {
        const verdict = parseVerdict(input);
        if (verdict.kind === "none") return;
        assert.match(input, new RegExp(`^[\\W_]*${verdict.kind}`, "i"));
        const { reason } = verdict;
        assert.ok(reason === undefined || (reason !== "" && reason.length <= 300 && !/[\r\n]/.test(reason)));
        if (input.isWellFormed()) assert.ok(reason?.isWellFormed() ?? true);
      },
      parse: parseVerdict,
      grow: {
        spaces: (size) => `${" ".repeat(size)}PASS`,
        stars: (size) => "*".repeat(size),
        "spaces behind it": (size) => `PASS${" ".repeat(size)}x`,
        "a long reason": (size) => `FAIL ${"a b ".repeat(size / 4)}`,
        marks: (size) => `PASS${"/".repeat(size)}`,
      },
    },
  ];
}

/** One task is ticked, and nothing else has changed. */
function checkTick(input: string, startLine: number, random: () => number): void {
  const { tasks } = specOutline(input, { startLine });
  const task = pickFrom(tasks, random);
  const edit = tickTask(input, task, { startLine });
  assert.equal(edit === undefined, task.checked);
  if (!edit) return;
  const ticked = input.slice(0, edit.start) + edit.newText + input.slice(edit.end);
  assert.deepEqual(
    specOutline(ticked, { startLine }).tasks,
    tasks.map((other) => (other === task ? { ...other, checked: true } : other)),
  );
}
