import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { specOutline } from "../../../../src/core/spec/outline";

const headingsOf = (text: string) =>
  specOutline(text).headings.map(({ line, endLine, level, title, ancestors }) => [
    line,
    endLine,
    level,
    title,
    ancestors,
  ]);
const tasksOf = (text: string) =>
  specOutline(text).tasks.map(({ line, endLine, text: name }) => [line, endLine, name]);
const names = (text: string) => specOutline(text).tasks.map((task) => task.text);

describe("specOutline, headings", () => {
  it("end where the next one of the same or a higher level stands", () => {
    assert.deepEqual(headingsOf("# A\ntext\n### C\n## B ##\nx\n# D"), [
      [0, 5, 1, "A", []],
      [2, 3, 3, "C", [0]],
      [3, 5, 2, "B", [0]],
      [5, 6, 1, "D", []],
    ]);
  });

  it("are none in code, but a fence that is closed on its line is no fence", () => {
    assert.deepEqual(
      headingsOf("~~~\n# no\n```\n# no\n~~~~\n# A\n```code``` is inline\n# B\n    # no\n").map(
        ([line]) => line,
      ),
      [5, 7],
    );
  });

  it("are none in a fence inside a list, which ends with its item when it is deep", () => {
    const text = "1. one\n   - two\n\n     ```sh\n     # no\n   # no either\n# A\n";
    assert.deepEqual(
      headingsOf(text).map(([line]) => line),
      [5, 6],
    );
    assert.deepEqual(
      headingsOf("- one\n  ```sh\n# no\n  ```\n# A\n").map(([line]) => line),
      [4],
    );
    assert.deepEqual(
      headingsOf("- ```sh\n  # no\n  ```\n# A\n").map(([line]) => line),
      [3],
    );
  });

  it("count the lines above the body without reading them", () => {
    const { headings, lineStarts } = specOutline("---\r\n# not: this\r\n---\r\n# A\r\n", { startLine: 3 });
    assert.deepEqual(
      headings.map(({ line, title }) => [line, title]),
      [[3, "A"]],
    );
    assert.deepEqual(lineStarts, [0, 5, 18, 23]);
  });

  it("with a carriage return in it is text", () => {
    assert.deepEqual(headingsOf("# A\rb\n# C\r"), [[1, 2, 1, "C", []]]);
  });
});

describe("specOutline, tasks", () => {
  it("have every kind of bullet and box", () => {
    const text = "- [ ] a\n* [x] b\n+ [X] c\n1. [-] d\n12) [ ]* e\n- [ ]\n- [y] no\n- [ ]no\n-[ ] no\n- no\n";
    const { tasks } = specOutline(text);
    assert.deepEqual(
      tasks.map(({ text: name, checked, optional }) => [name, checked, optional]),
      [
        ["a", false, false],
        ["b", true, false],
        ["c", true, false],
        ["d", false, false],
        ["e", false, true],
      ],
    );
    const lines = text.split("\n");
    assert.deepEqual(
      tasks.map(({ line, markColumn }) => lines[line]?.[markColumn]),
      [" ", "x", "X", "-", " "],
    );
  });

  it("know their heading, the task around them and the end of their block", () => {
    const { tasks } = specOutline(
      "- [ ] 0\n# A\n- [ ] 1\n  text\n\n  - note\n    - [ ] 1.1\n      more\n\n- [ ] 2\n## B\n- [ ] 3\n",
    );
    assert.deepEqual(
      tasks.map(({ text, line, endLine, headingLine, parentTaskLine, indent }) => ({
        text,
        lines: [line, endLine],
        headingLine,
        parentTaskLine,
        indent,
      })),
      [
        { text: "0", lines: [0, 1], headingLine: undefined, parentTaskLine: undefined, indent: 0 },
        { text: "1", lines: [2, 8], headingLine: 1, parentTaskLine: undefined, indent: 0 },
        { text: "1.1", lines: [6, 8], headingLine: 1, parentTaskLine: 2, indent: 4 },
        { text: "2", lines: [9, 10], headingLine: 1, parentTaskLine: undefined, indent: 0 },
        { text: "3", lines: [11, 12], headingLine: 10, parentTaskLine: undefined, indent: 0 },
      ],
    );
  });

  it("are nested by two columns, a tab, or as far in as the text", () => {
    for (const inner of ["  - [ ] b", "\t- [ ] b", "    1. [ ] b"]) {
      assert.equal(specOutline(`10. [ ] a\n${inner}\n`).tasks[1]?.parentTaskLine, 0, inner);
    }
    assert.equal(specOutline("- [ ] a\n - [ ] b\n").tasks[1]?.parentTaskLine, undefined);
  });

  it("keep the rest of their paragraph, however it is indented, and no text behind an empty line", () => {
    assert.deepEqual(tasksOf("- [ ] a\ngoes on\n*here*\n\nNot this.\n"), [[0, 3, "a"]]);
    assert.deepEqual(tasksOf("- [ ] a\n\n  This, too.\n\n---\n- [ ] b\n> not this\n"), [
      [0, 3, "a"],
      [5, 6, "b"],
    ]);
  });

  it("are none in code", () => {
    assert.deepEqual(names("    - [ ] no\n\n```\n- [ ] no\n```\n- [ ] a\n\n      - [ ] no\n-     [ ] no\n"), [
      "a",
    ]);
    assert.deepEqual(names("- [ ] a\n\n    ```\n    - [ ] no\n    ```\n    - [ ] b\n"), ["a", "b"]);
    assert.deepEqual(names("text\n    - [ ] no\n"), []);
  });

  it("of the same text are numbered", () => {
    assert.deepEqual(
      specOutline("- [ ] a\n- [ ] b\n- [x] a\n").tasks.map(({ sameAbove }) => sameAbove),
      [0, 0, 1],
    );
  });
});

describe("specOutline, any text", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "# A",
      "### B",
      "- [ ] a",
      "  - [x] b",
      "\t1. [-] c",
      "```",
      "    ~~~",
      "text",
      "",
      "> q",
      "---",
    ),
    fc.string({ maxLength: 12 }),
  );
  const text = fc
    .array(fc.tuple(line, fc.constantFrom("\n", "\r\n")), { maxLength: 60 })
    .map((lines) => lines.flat().join(""));

  it("gives blocks that lie in their heading's order and inside one another", () => {
    fc.assert(
      fc.property(text, (source) => {
        const { headings, tasks, lineStarts } = specOutline(source);
        for (const { line: at, endLine, ancestors } of headings) {
          assert.ok(at < endLine && endLine <= lineStarts.length);
          for (const above of ancestors) assert.ok(above < at);
        }
        for (const task of tasks) {
          assert.ok(task.line < task.endLine && task.endLine <= lineStarts.length);
          const parent = tasks.find(({ line: at }) => at === task.parentTaskLine);
          if (parent) assert.ok(parent.line < task.line && task.endLine <= parent.endLine);
          assert.match(source[(lineStarts[task.line] ?? 0) + task.markColumn] ?? "", /[ xX-]/);
        }
      }),
    );
  });

  it("says the same about a file with other line ends", () => {
    fc.assert(
      fc.property(text, (source) => {
        const plain = source.replaceAll("\r", "");
        const { headings, tasks } = specOutline(plain);
        const other = specOutline(plain.replaceAll("\n", "\r\n"));
        assert.deepEqual([other.headings, other.tasks], [headings, tasks]);
      }),
    );
  });
});

describe("specOutline, large texts", () => {
  it("looks at each line once, whatever the shape", () => {
    // Each takes minutes when a line is compared with those before it.
    assert.equal(specOutline("## a\n".repeat(100_000)).headings.length, 100_000);
    assert.equal(specOutline("# a\n## b\n### c\n".repeat(10_000)).headings.at(-1)?.ancestors.length, 2);
    assert.equal(specOutline("- [ ] a\n  - [ ] b\n".repeat(5000)).tasks.length, 10_000);
    const deep = Array.from({ length: 500 }, (_, depth) => `${"  ".repeat(depth)}- [ ] a\n`).join("");
    assert.equal(specOutline(deep + "text\n".repeat(50_000)).tasks[0]?.endLine, 50_500);
  });
});
