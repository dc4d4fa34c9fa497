import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { createMarkdown } from "../../../../src/webview/markdown/createMarkdown";
import { MarkdownBlocks } from "../../../../src/webview/markdown/markdownBlocks";
import type { MarkdownOperation } from "../../../../src/webview/markdown/markdownOperation";
import { MarkdownPage } from "../../../fakes/markdownPage";

const markdown = createMarkdown();
/** `MARKDOWN_DOCUMENTS=30000` for a long search. */
const documents = Number(process.env["MARKDOWN_DOCUMENTS"] ?? 2500);

const fragment = fc.constantFrom(
  ..."# |## |> |- |* |1. |2) |   - |\t|    |  |\n|\n\n|\r\n|\r|```|````|~~~|```ts\n|``|`|---\n|===\n|***|**|_|~~|\\|<b>|&amp;|\0".split(
    "|",
  ),
  "a",
  "word ",
  "#tag",
  "|",
  "| a | b |\n",
  "|---|:-:|\n",
  "- [ ] x\n",
  "![alt](https://example.org/a.png)",
  "[text](https://example.org)",
  "https://example.org/x ",
  "<https://example.org>",
  "[x](javascript:alert(1))",
  "สวัสดีครับ ",
  "ข้อ 1\n",
  "é",
  "\u202E",
  "```\n",
  "~~~\n",
  "    code\n",
  "> quote\n",
  "1. one\n",
  "* two\n",
);
const definition = fc.constantFrom(
  "[a]",
  "[a]: https://example.org/1\n",
  "[a]: https://example.org/2\n",
  "[a]:",
  '"title',
  '"\n',
  "[b][a]",
);
const documentOf = (part: fc.Arbitrary<string>) =>
  fc.array(part, { maxLength: 40, size: "max" }).map((parts) => parts.join(""));
const cuts = fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 1, maxLength: 12 });

function* pieces(text: string, sizes: readonly number[]): Generator<string> {
  for (let start = 0, turn = 0; start < text.length; turn++) {
    const end = start + (sizes[turn % sizes.length] ?? 1);
    yield text.slice(start, end);
    start = end;
  }
}

function stream(text: string, sizes: readonly number[]): string {
  const blocks = new MarkdownBlocks(markdown);
  const page = new MarkdownPage(markdown);
  let now = 0;
  for (const piece of pieces(text, sizes)) {
    blocks.append(piece);
    page.apply(blocks.update((now += 16)).operations);
  }
  page.apply(blocks.finish());
  page.apply([...blocks.recheck()].flat());
  return page.html;
}

describe("MarkdownBlocks", () => {
  it("ends with the HTML of the whole text, however it was cut", () => {
    fc.assert(
      fc.property(documentOf(fragment), cuts, (text, sizes) => {
        assert.equal(stream(text, sizes), markdown.render(text));
      }),
      { numRuns: documents, seed: 20 },
    );
  }).timeout(120_000);

  it("ends with the HTML of the whole text when link definitions come late", () => {
    fc.assert(
      fc.property(documentOf(fc.oneof(fragment, definition)), cuts, (text, sizes) => {
        assert.equal(stream(text, sizes), markdown.render(text));
      }),
      { numRuns: documents, seed: 21 },
    );
  }).timeout(120_000);

  it("shows the HTML of what came so far at any time", () => {
    fc.assert(
      fc.property(documentOf(fragment), cuts, (text, sizes) => {
        const blocks = new MarkdownBlocks(markdown);
        const page = new MarkdownPage(markdown);
        let sofar = "";
        for (const piece of pieces(text, sizes)) {
          blocks.append(piece);
          sofar += piece;
          page.apply(blocks.update(0).operations);
          // A carriage return is held back, because its line feed may follow.
          const expected = markdown.render(sofar.replace(/\r$/, ""));
          if (page.code === undefined) assert.equal(page.html, expected);
          else assert.ok(expected.startsWith(page.frozen.join("")));
        }
      }),
      { numRuns: 1000, seed: 22 },
    );
  }).timeout(120_000);

  it("never touches a frozen block again when there are no link definitions", () => {
    fc.assert(
      fc.property(documentOf(fragment), cuts, (text, sizes) => {
        const blocks = new MarkdownBlocks(markdown);
        const operations: MarkdownOperation[] = [];
        for (const piece of pieces(text, sizes)) {
          blocks.append(piece);
          operations.push(...blocks.update(0).operations);
        }
        operations.push(...blocks.finish());
        operations.push(...[...blocks.recheck()].flat());
        assert.ok(operations.every(({ type }) => type !== "replace"));
      }),
      { numRuns: 500, seed: 23 },
    );
  });

  it("appends to an open code block and shows no half of its end", () => {
    const blocks = new MarkdownBlocks(markdown);
    const page = new MarkdownPage(markdown);
    const shown: (string | undefined)[] = [];
    for (const piece of ["```ts\nlet", " a = 1;\n``", "`\n", "after"]) {
      blocks.append(piece);
      page.apply(blocks.update(0).operations);
      shown.push(page.code);
    }
    assert.deepEqual(shown, ["let", "let a = 1;\n", undefined, undefined]);
    assert.equal(page.frozen.length, 1);
    assert.equal(page.live, "<p>after</p>\n");
  });

  for (const [name, text] of [
    ["brackets", "[".repeat(20_000)],
    ["images", "![".repeat(20_000)],
    ["emphasis", "*a **a ".repeat(10_000)],
    ["quotes", "> a\n".repeat(20_000)],
    ["items", "- a\n".repeat(20_000)],
    ["cells", "|a".repeat(20_000)],
    ["lines", "a\n".repeat(20_000)],
  ] as const) {
    it(`shows a block of endless ${name} as plain text, all of it, and what follows as Markdown`, () => {
      const html = stream(`*before*\n\n${text}\n\n**after**`, [2000]);
      assert.ok(html.startsWith("<p><em>before</em></p>\n<plain>"));
      assert.ok(html.endsWith("</plain><p><strong>after</strong></p>\n"));
      assert.ok(html.includes(markdown.utils.escapeHtml(text)), "every character");
    }).timeout(120_000);
  }

  it("ends with the HTML of the whole text where a long table grew by rows", () => {
    const text = `| a | b |\n|---|:-:|\n${"| 1 | *2* |\n".repeat(800)}# After\n\n${"word ".repeat(50)}`;
    for (const size of [7, 100, 2000]) assert.equal(stream(text, [size]), markdown.render(text));
  }).timeout(120_000);

  it("renders a tail that has become long only now and then", () => {
    const blocks = new MarkdownBlocks(markdown);
    blocks.append(`- item ${"word ".repeat(4000)}`);
    assert.equal(blocks.update(1000).operations.length, 1);
    blocks.append("more");
    assert.deepEqual(blocks.update(1100), { operations: [], isSettled: false });
    assert.equal(blocks.update(1201).operations.length, 1);
  });

  it("re-renders only the block that a late link definition changes", () => {
    const blocks = new MarkdownBlocks(markdown);
    const page = new MarkdownPage(markdown);
    blocks.append("see [docs]\n\nplain\n\n");
    page.apply(blocks.update(0).operations);
    blocks.append("end\n\n[docs]: https://example.org\n");
    page.apply(blocks.update(20).operations);
    const last = [...blocks.finish(), ...[...blocks.recheck()].flat()];
    assert.deepEqual(
      last.flatMap((operation) => (operation.type === "replace" ? [operation.index] : [])),
      [0],
    );
    page.apply(last);
    assert.match(page.html, /href="https:\/\/example.org"/);
  });

  if (process.env["MARKDOWN_MEASURE"] !== undefined) {
    it("measures 120 KB in pieces of 20 characters", () => {
      const section =
        "## Heading\n\nA paragraph with **bold**, `code` and [a link](https://example.org).\n\n- one\n- two\n- three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```ts\nconst a = 1;\nconst b = 2;\n```\n\nข้อความภาษาไทยหนึ่งย่อหน้า\n\n";
      const text = section.repeat(Math.ceil(120_000 / section.length));
      for (const size of [20, 160]) {
        const start = process.cpuUsage();
        stream(text, [size]);
        const used = process.cpuUsage(start);
        console.log(
          `${text.length} characters by ${size}: ${((used.user + used.system) / 1000).toFixed(0)} ms of CPU`,
        );
      }
    });
  }
});
