import assert from "node:assert/strict";
import { frontMatterBlock } from "../../src/core/spec/frontMatterBlock";
import { parseSpec } from "../../src/core/spec/parseSpec";
import { bodyReferences, specReferences } from "../../src/core/spec/specReferences";
import { specPath } from "../../src/core/spec/specPath";
import { writeModel } from "../../src/core/spec/writeModel";
import type { Corpora } from "./corpora";
import type { FuzzTarget } from "./target";

const SPECS = [
  '---\nmodel: a/b\nbudgt: 0.02\ninclude: [a.md, ../b.md]\nexpect:\n  - contains: ปัดเศษ\n  - max_usd: 0.02\n---\n# T\n{{file:c.md}} [x](d%20e.md "context")\n',
  "\uFEFF---\r\nmodels:\r\n  - a/b\r\ninputs: { days: 7, team: }\r\nreasoning: { effort: low }\r\n...\r\nBody {{days}}\r\n",
  "---\nmodel: &m a/b\nfallback: [*m, {model: c, provider: d}]\nsystem: |\n  Be brief.\ntasks: {checkpoint: 2}\n---\n",
  "---\n\tmodel: [a\n? b\n---\n",
  "---\nprose, not: [yaml\n---\n---\n",
];

/** What a workspace holds that SmartSpec reads: specs with front matter. */
export function specTargets({ documents }: Corpora): readonly FuzzTarget<string>[] {
  return [
    {
      name: "spec",
      corpus: [...SPECS, ...documents.slice(0, 3)],
      check: (input) => {
        const spec = parseSpec(input, "docs/a.md");
        const { block, body, problems, keys } = spec;
        assert.equal(input.slice(block?.bodyStart ?? 0), body);
        for (const { start, end } of [...problems, ...keys.map(({ key }) => key), ...specReferences(spec)])
          assert.ok(start >= 0 && start <= end && end <= input.length, `${start} to ${end}`);
        for (const { written } of specReferences(spec))
          assert.doesNotMatch(specPath(written, "docs/a.md") ?? "", /^\/|(^|\/)\.\.(\/|$)|\\/);
        const edit = writeModel(input, "openai/gpt-4o");
        if (!edit) return;
        const written = input.slice(0, edit.start) + edit.newText + input.slice(edit.end);
        if (parseSpec(written).problems.every(({ code }) => code !== "broken-yaml"))
          assert.equal(parseSpec(written).frontMatter.model, "openai/gpt-4o");
      },
      parse: (input) => bodyReferences(input, 0).length + (frontMatterBlock(input) ? 1 : 0),
      grow: {
        braces: (size) => "{{".repeat(size / 2),
        "open variables": (size) => "{{file:a ".repeat(size / 9),
        brackets: (size) => "[".repeat(size),
        "open links": (size) => "[a](b ".repeat(size / 6),
        "blank front matter": (size) => `---\n${" \n".repeat(size / 2)}`,
        comments: (size) => `---\n${"# a\n".repeat(size / 4)}---\n`,
        "open keys": (size) => `---\n${"a".repeat(size)}`,
      },
    },
  ];
}
