import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { fileBlocks } from "../../../../src/core/answers/fileBlocks";

const pathsOf = (markdown: string) => fileBlocks(markdown).blocks.map(({ path }) => path);
const problemsOf = (markdown: string) =>
  fileBlocks(markdown).problems.map(({ line, message }) => `${line}: ${message}`);

describe("fileBlocks, names", () => {
  it("on the fence", () => {
    for (const info of [
      "ts src/a.ts",
      "ts:src/a.ts",
      'ts title="src/a.ts"',
      "ts filename=src/a.ts",
      "ts {1,3} path='src/a.ts'",
      "file=./src/a.ts",
      "ts /src\\a.ts {1}",
    ]) {
      assert.deepEqual(pathsOf(`~~~${info}\nx\n~~~\n`), ["src/a.ts"], info);
    }
    assert.deepEqual(pathsOf('```py filename="my notes/a b"\nx\n```\n'), ["my notes/a b"]);
    assert.deepEqual(pathsOf("```docker Dockerfile\nFROM a\n```\n"), ["Dockerfile"]);
  });

  it("right above", () => {
    for (const line of [
      "**src/a.ts**",
      "**src/a.ts:**",
      "**`src/a.ts`**:",
      "`src/a.ts`:",
      "### src/a.ts",
      "### 2. `src/a.ts`\n",
    ]) {
      assert.deepEqual(pathsOf(`${line}\n\`\`\`ts\nx\n\`\`\`\n`), ["src/a.ts"], line);
    }
    assert.deepEqual(pathsOf("#### `__init__.py`\n```\n```\n"), ["__init__.py"]);
  });

  it("in a comment on the first line, which stays", () => {
    for (const comment of [
      "// src/a.ts",
      "# src/a.ts",
      "<!-- src/a.ts -->",
      "-- src/a.ts",
      "/* src/a.ts */",
    ]) {
      const { blocks } = fileBlocks(`\`\`\`\n${comment}\nx\n\`\`\`\n`);
      assert.deepEqual(blocks, [{ path: "src/a.ts", content: `${comment}\nx\n`, line: 0 }], comment);
    }
  });

  it("are not made of other words", () => {
    for (const answer of [
      "### Node.js\n```js\nx\n```",
      "**console.log**:\n```js\nx\n```",
      "**and/or**\n```\nx\n```",
      "src/a.ts\n```ts\nx\n```",
      "Change `src/a.ts`:\n```ts\nx\n```",
      "### Update src/a.ts\n```ts\nx\n```",
      "### `package.json`\n```bash\nnpm init\n```",
      '```sh title="Terminal"\nls\n```',
      "```12:20:src/a.ts\nx\n```",
      "```ts src/a.ts:12-20\nx\n```",
      "```text/html\nx\n```",
      "```md\n# README.md\n```",
      "```js\n// https://a.b/c.js\n```",
      "```sh\n#!/bin/run.sh\n```",
      "```ts\nx\n// src/a.ts\n```",
    ]) {
      assert.deepEqual(fileBlocks(answer), { blocks: [], problems: [] }, answer);
    }
  });

  it("above one block do not count for the next", () => {
    assert.equal(fileBlocks("**a.ts**\n```\n1\n```\n```\n2\n```\n").blocks.length, 1);
  });
});

describe("fileBlocks, contents", () => {
  it("are whole, with inner fences and Windows line ends", () => {
    assert.deepEqual(fileBlocks("Here.\r\n````md docs/a.md\r\n```\r\nx\r\n```\r\n````\r\n").blocks, [
      { path: "docs/a.md", content: "```\r\nx\r\n```\r\n", line: 1, language: "md" },
    ]);
    assert.equal(fileBlocks("```ts a.ts\n```").blocks[0]?.content, "");
  });

  it("cut off are left out, with a word about it", () => {
    assert.deepEqual(pathsOf("```ts a.ts\nx\n```\n```ts a.ts\nx\ny"), ["a.ts"]);
    assert.deepEqual(problemsOf("```ts a.ts\nx"), ["0: a.ts is cut off, so it is left out."]);
    assert.deepEqual(problemsOf("```ts\nx"), []);
  });

  it("of one path: the last counts", () => {
    const answer = "```ts a.ts\n1\n```\n```ts b.ts\n```\n```ts ./a.ts\n2\n```\n";
    assert.deepEqual(
      fileBlocks(answer).blocks.map(({ path, content }) => [path, content]),
      [
        ["b.ts", ""],
        ["a.ts", "2\n"],
      ],
    );
    assert.deepEqual(problemsOf(answer), ["0: a.ts is there more than once; the last one counts."]);
  });

  it("that are patches are left out", () => {
    assert.deepEqual(problemsOf("```diff\n-a\n```\n```patch a.ts\n+b\n```\n"), [
      "0: Patches are not applied, only whole files.",
      "3: Patches are not applied, only whole files.",
    ]);
  });
});

describe("fileBlocks, places", () => {
  it("outside the folder, of secrets and of Git are refused", () => {
    for (const [path, message] of [
      ["../a.ts", "../a.ts is outside the workspace folder."],
      ["C:\\a.ts", "C:\\a.ts is outside the workspace folder."],
      ["~/a.ts", "~/a.ts is outside the workspace folder."],
      ["file=.", ". is outside the workspace folder."],
      [".env", ".env looks like a file of secrets, so it is left out."],
      ["file=.ssh/config", ".ssh/config looks like a file of secrets, so it is left out."],
      ["file=.git/hooks/pre-commit", ".git/hooks/pre-commit belongs to Git, so it is left out."],
    ] as const) {
      const answer = `\`\`\`sh ${path}\nx\n\`\`\`\n`;
      assert.deepEqual([pathsOf(answer), problemsOf(answer)], [[], [`0: ${message}`]], path);
    }
  });
});

describe("fileBlocks, any text", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "```",
      "````",
      "~~~",
      "ts src/a.ts",
      "\n",
      "\r\n",
      "**a.ts**",
      "# b.md",
      "// c.js",
      "- ",
      "    ",
      "diff",
      "path=",
      '"',
    ),
    fc.string({ maxLength: 8 }),
  );

  it("has files and problems, and nothing is thrown", () => {
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 40 }).map((parts) => parts.join("")),
        (answer) => {
          const { blocks, problems } = fileBlocks(answer);
          for (const { content } of blocks) assert.ok(content === "" || content.endsWith("\n"));
          assert.equal(new Set(blocks.map(({ path }) => path)).size, blocks.length);
          for (const { message } of problems) assert.notEqual(message, "");
        },
      ),
    );
  });

  it("gives a file back as it was written", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
    const file = fc.record({
      path: fc
        .tuple(fc.array(name, { maxLength: 3 }), name)
        .map(([folders, last]) => [...folders, `${last}.ts`].join("/")),
      content: fc
        .array(fc.tuple(fc.oneof(part, fc.constant("")), fc.constantFrom("\n", "\r\n")), { maxLength: 8 })
        .map((lines) => lines.flat().join("")),
      style: fc.constantFrom("word", "colon", "title", "bold", "heading"),
    });
    fc.assert(
      fc.property(file, ({ path, content, style }) => {
        // Longer than any in the content.
        const fence = "`".repeat(
          Math.max(3, ...Array.from(content.matchAll(/`+/g), ([run]) => run.length + 1)),
        );
        const [above, info] = {
          word: ["", `ts ${path}`],
          colon: ["", `ts:${path}`],
          title: ["", `ts title="${path}"`],
          bold: [`**${path}**\n`, "ts"],
          heading: [`## \`${path}\`\n\n`, "ts"],
        }[style] as [string, string];
        const { blocks, problems } = fileBlocks(
          `Here.\n\n${above}${fence}${info}\n${content}${fence}\nDone.\n`,
        );
        assert.deepEqual(problems, []);
        assert.deepEqual(
          blocks.map((block) => [block.path, block.content]),
          [[path, content]],
        );
      }),
    );
  });
});
