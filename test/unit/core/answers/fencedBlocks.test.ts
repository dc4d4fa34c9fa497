import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { fencedBlocks } from "../../../../src/core/answers/fencedBlocks";

const contents = (markdown: string) => fencedBlocks(markdown).map(({ content }) => content);

describe("fencedBlocks", () => {
  it("gives each with its place and what stands above", () => {
    assert.deepEqual(fencedBlocks("Here:\r\n\r\n``` ts  a \r\nx\r\n\r\n```\r\n~~~\n~~~\n"), [
      { info: "ts  a", line: 2, content: "x\r\n\r\n", isClosed: true, lineAbove: "Here:" },
      { info: "", line: 6, content: "", isClosed: true, lineAbove: "" },
    ]);
  });

  it("a longer fence, or another kind of it, holds shorter ones", () => {
    assert.deepEqual(contents("````md\n```\na\n```\n````\n~~~\n```\n~~~\n"), ["```\na\n```\n", "```\n"]);
    assert.deepEqual(contents("```\na\n``` b\n`````\n"), ["a\n``` b\n"]);
  });

  it("takes the indentation of the fence away, in lists, too", () => {
    assert.deepEqual(contents("1. a\n\n   ```\n   x\n     y\n z\n   ```\n"), ["x\n  y\nz\n"]);
    assert.deepEqual(contents("- a\n  - b\n\n    ```\n    x\n    ```\n"), ["x\n"]);
  });

  it("knows code from fences", () => {
    assert.deepEqual(contents("text\n\n    ```\n    x\n    ```\n`````a`` b\n"), []);
    assert.deepEqual(contents("- a\n\ntext\n\n     ```\n"), []);
    assert.deepEqual(contents("```\n    ```\n```\n"), ["    ```\n"]);
  });

  it("says when the text ends inside", () => {
    const [block] = fencedBlocks("```ts\nx");
    assert.deepEqual([block?.content, block?.isClosed], ["x", false]);
    assert.equal(fencedBlocks("```ts\nx\n```")[0]?.isClosed, true);
  });
});
