import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { parseSlashCommand } from "../../../../src/core/spec/parseSlashCommand";

describe("parseSlashCommand", () => {
  for (const [text, path, instruction] of [
    ["/test_hello.md", "test_hello.md", undefined],
    ["/test_hello.md say it in Thai", "test_hello.md", "say it in Thai"],
    ["  /a.md  \n first\n second \n", "a.md", "first\n second"],
    ["/docs/x.md go", "docs/x.md", "go"],
    ["/docs/x.MARKDOWN", "docs/x.MARKDOWN", undefined],
    ['/"my spec.md" do it', "my spec.md", "do it"],
    ['/"my spec.md"do it', "my spec.md", "do it"],
    ['/"docs/a \\"b\\".md"', 'docs/a "b".md', undefined],
    ["/my\\ spec.md do it", "my spec.md", "do it"],
    ["/docs\\sub\\x.md do", "docs/sub/x.md", "do"],
    ['/"docs\\my spec.md" do', "docs/my spec.md", "do"],
    ["/ทดสอบ/สเปก.md สรุปให้หน่อย", "ทดสอบ/สเปก.md", "สรุปให้หน่อย"],
    ["/./docs//a/../x.md", "docs/x.md", undefined],
    ["//x.md", "x.md", undefined],
    ["/a.md\u3000go", "a.md", "go"],
    ["/a.md /b.md", "a.md", "/b.md"],
  ] as const) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseSlashCommand(text), instruction === undefined ? { path } : { path, instruction });
    });
  }

  for (const text of [
    "",
    "hello",
    "run /a.md",
    "/",
    "/ not a command",
    "/ a.md",
    "/usr is a folder",
    "/a.mdx",
    "/a.md.txt",
    "/a.md, please",
    "/.md",
    "/docs/.md",
    "/md",
    '/"quoted" words',
    '/"open quotation',
    "/a\u0000.md",
    "/help what is a.md",
  ]) {
    it(`${JSON.stringify(text)} is chat text`, () => assert.equal(parseSlashCommand(text), undefined));
  }

  for (const text of ["/../x.md", "/a/../../x.md go", "/..\\x.md", '/"../my x.md"']) {
    it(`${JSON.stringify(text)} does not leave the workspace`, () => {
      assert.match(parseSlashCommand(text)?.problem ?? "", /outside the workspace/);
    });
  }

  it("an open quotation mark before a Markdown name is a problem, not a message to pay for", () => {
    assert.match(parseSlashCommand('/"my spec.md do it')?.problem ?? "", /not closed/);
  });

  it("never throws, and its paths stay inside", () => {
    const fragment = fc.oneof(
      fc.constantFrom("/", "\\", '"', "..", ".", " ", "\n", ".md", "a", "ก", "\\ ", "\u0000"),
      fc.string({ unit: "binary", maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (parts) => {
        const command = parseSlashCommand(`/${parts.join("")}`);
        if (command?.path === undefined) return;
        assert.ok(!command.path.split("/").some((segment) => ["", ".", ".."].includes(segment)));
        assert.ok(!command.path.includes("\\"));
        assert.match(command.path, /\.(md|markdown)$/i);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it("reads a long message in one go", () => {
    const instruction = "ก ".repeat(500_000).trim();
    assert.equal(parseSlashCommand(`/a.md ${instruction}`)?.instruction, instruction);
  });
});
