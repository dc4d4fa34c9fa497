import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { completeSpecPath, formatSpecPath } from "../../../../src/core/spec/completeSpecPath";
import { isSpecPath, parseSlashCommand } from "../../../../src/core/spec/parseSlashCommand";

describe("completeSpecPath", () => {
  it("begins of file names come first, then parts of paths, then letters in order", () => {
    const paths = ["c-h-e-c-k.md", "docs/precheck.md", "check/readme.md", "docs/checkout.md", "other.md"];
    assert.deepEqual(completeSpecPath(paths, "check"), [
      "docs/checkout.md",
      "docs/precheck.md",
      "check/readme.md",
      "c-h-e-c-k.md",
    ]);
  });

  it("takes the query as typed: with slash, quotation mark, any case", () => {
    const paths = ["docs/My Spec.md", "b.md"];
    for (const query of ["/my", '/"my s', "MY", " /docs/m"]) {
      assert.deepEqual(completeSpecPath(paths, query), ["docs/My Spec.md"], query);
    }
  });

  it("an empty query gives the first ones in order, at most the limit", () => {
    const paths = Array.from({ length: 30 }, (_, index) => `${index}.md`);
    assert.deepEqual(completeSpecPath(paths, "/"), paths.slice(0, 20));
    assert.deepEqual(completeSpecPath(paths, "", 2), ["0.md", "1.md"]);
  });

  it("offers only what a slash command can run", () => {
    assert.deepEqual(completeSpecPath(["a.txt", "a\\b.md", "a\nb.md", ".md", "a.markdown"], "a"), [
      "a.markdown",
    ]);
  });

  it("finds a name whichever way its marks are stored", () => {
    assert.deepEqual(completeSpecPath(["Cafe\u0301.md"], "caf\u00e9"), ["Cafe\u0301.md"]);
  });
});

describe("formatSpecPath", () => {
  it("quotes only where it must", () => {
    assert.equal(formatSpecPath("docs/x.md"), "/docs/x.md");
    assert.equal(formatSpecPath("/docs/x.md"), "/docs/x.md");
    assert.equal(formatSpecPath("my spec.md"), '/"my spec.md"');
    assert.equal(formatSpecPath('a"b.md'), '/"a\\"b.md"');
  });

  it("what it writes is read back as the same path, with any instruction behind it", () => {
    const segment = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .filter((name) => !/[/\\\p{Cc}]/u.test(name) && name !== "." && name !== "..");
    const path = fc
      .tuple(
        fc.array(segment, { maxLength: 3 }),
        fc.oneof(segment, fc.constantFrom('a "b" c', "สเปก ใหม่", '"')),
      )
      .map(([folders, name]) => [...folders, `${name}.md`].join("/"));
    fc.assert(
      fc.property(path, (value) => {
        assert.ok(isSpecPath(value));
        assert.deepEqual(parseSlashCommand(formatSpecPath(value)), { path: value });
        assert.deepEqual(parseSlashCommand(`${formatSpecPath(value)} do "it" \\ now`), {
          path: value,
          instruction: 'do "it" \\ now',
        });
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});
