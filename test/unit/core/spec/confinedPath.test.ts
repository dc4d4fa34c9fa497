import assert from "node:assert/strict";
import path from "node:path";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { confinedPath } from "../../../../src/core/spec/confinedPath";

describe("confinedPath", () => {
  it("resolves dots and slashes of either kind", () => {
    assert.equal(confinedPath("/docs\\.\\a//b/../x.md"), "docs/a/x.md");
  });

  it("has no answer for a path that leaves the root, even if it comes back", () => {
    assert.equal(confinedPath("../workspace/x.md"), undefined);
  });

  for (const outside of [
    "..",
    "a/../../x.md",
    "..\\x.md",
    "a\\..\\..\\x.md",
    "C:\\x.md",
    "/c:/x.md",
    "a/../C:x.md",
    "\\\\?\\C:\\x.md",
    "a\0/x.md",
    "x.md\0.txt",
    ".. /x.md",
    "a/.. /.. /x.md",
    ".../x.md",
  ]) {
    it(`refuses ${JSON.stringify(outside)}`, () => assert.equal(confinedPath(outside), undefined));
  }

  for (const [written, inside] of [
    // An absolute path and a network path are read from the workspace root.
    ["/etc/passwd.md", "etc/passwd.md"],
    ["\\\\server\\share\\x.md", "server/share/x.md"],
    // Never decoded: a name of these very characters.
    ["%2e%2e/x.md", "%2e%2e/x.md"],
    ["..%2fx.md", "..%2fx.md"],
    ["%00.md", "%00.md"],
    ["..a/b...md", "..a/b...md"],
  ] as const) {
    it(`keeps ${JSON.stringify(written)} inside`, () => assert.equal(confinedPath(written), inside));
  }

  it("whatever comes out lies below the root, on POSIX and on Windows", () => {
    const fragment = fc.oneof(
      fc.constantFrom("..", ".", "/", "\\", "C:", "~", "%2e", "?", " ", "\0", "a", "ก.md"),
      fc.string({ unit: "binary", maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (parts) => {
        const inside = confinedPath(parts.join(""));
        if (inside === undefined) return;
        for (const [system, root] of [
          [path.posix, "/project/folder"],
          [path.win32, "C:\\work\\folder"],
        ] as const) {
          const whole = system.resolve(root, inside);
          assert.ok(whole === root || whole.startsWith(root + system.sep), `${inside} → ${whole}`);
        }
      }),
      { seed: 7, numRuns: 5000 },
    );
  });
});
