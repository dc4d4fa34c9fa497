import assert from "node:assert/strict";
import { proposedFiles } from "../../../../src/core/answers/proposedFiles";
import { writablePathProblem } from "../../../../src/core/answers/writablePathProblem";

const block = (path: string) => `\`\`\`ts path="${path}"\nx\n\`\`\`\n`;
const paths = (...names: readonly string[]) =>
  proposedFiles(names.map(block).join("\n")).files.map(({ path }) => path);

describe("files of an answer that may be written", () => {
  it("are those with a plain name inside of the folder", () => {
    assert.deepEqual(paths("src/a.ts", "docs/คู่มือ.md"), ["src/a.ts", "docs/คู่มือ.md"]);
  });

  for (const path of [
    ".git/hooks/pre-commit",
    "a/.GIT/config",
    "git~1/config",
    ".vscode/tasks.json",
    "sub/.VSCode/settings.json",
    ".env",
    "keys/id_rsa.txt",
    "CON",
    "src/nul.ts",
    "com1.txt",
    "LPT9",
    "a:b.ts",
    "a./b.ts",
    "a /b.ts",
    "b.ts.",
    "src/a\u200B.ts",
    "x\u202Est.ts",
  ]) {
    it(`${JSON.stringify(path)} is not among them`, () => {
      assert.notEqual(writablePathProblem(path), undefined);
    });
  }

  for (const path of [
    "src/console.ts",
    "nulls.md",
    ".gitignore",
    ".github/workflows/ci.yml",
    "com10.txt",
    "vscode.md",
  ]) {
    it(`${JSON.stringify(path)} is`, () => assert.equal(writablePathProblem(path), undefined));
  }

  it("two that differ only in case, or in how accents were typed, are both left out", () => {
    const { files, problems } = proposedFiles(
      [block("a.ts"), block("README.md"), block("readme.md")].join("\n"),
    );
    assert.deepEqual(
      files.map(({ path }) => path),
      ["a.ts"],
    );
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        "README.md differs from another file only in case, so both are left out.",
        "readme.md differs from another file only in case, so both are left out.",
      ],
    );
    assert.deepEqual(paths("caf\u00E9.md", "cafe\u0301.md"), []);
  });
});
