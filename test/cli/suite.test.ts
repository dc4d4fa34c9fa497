import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { RunResult } from "../../src/core/run/runResult";
import { setUp } from "./setUp";

const passing = (name: string) =>
  `---\nmodel: openai/gpt-4o-mini\nexpect:\n  - regex: "\\\\S"\n  - max_usd: 1\n---\n# ${name} <&"ไทย">\n`;
const failing = '---\nmodel: openai/gpt-4o-mini\nexpect:\n  - contains: "never <said> & ]]>"\n---\n# Do\n';

describe("specs as tests", () => {
  const world = setUp();

  it("runs each file, and writes expectations as test cases", async () => {
    await world.write("one.md", passing("One"));
    await world.write("two.md", failing);
    const { code, stdout, stderr } = await world.call(["run", "--junit", "out.xml", "one.md", "two.md"]);
    assert.equal(code, 1, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, /^Passed: 1 of 2$/m);
    const xml = await world.read("out.xml");
    assert.deepEqual(elementsOf(xml), {
      testsuites: 1,
      testsuite: 2,
      testcase: 5,
      "system-out": 2,
      failure: 1,
    });
    assert.match(xml, /<testsuites tests="5" failures="1" errors="0" skipped="0"/);
    assert.match(xml, /<testcase name="is answered" classname="one\.md"/);
    assert.match(
      xml,
      /<failure message="The answer does not have &quot;|<failure message="The answer does not have &#34;/,
    );
  });

  it("of a folder only specs that expect something run, and those that are broken", async () => {
    await world.write("specs/a.md", passing("A"));
    await world.write("specs/deep/b.md", passing("B"));
    await world.write("specs/README.md", "# No test\n");
    await world.write("specs/.hidden/c.md", passing("C"));
    await world.write("specs/node_modules/d.md", passing("D"));
    const good = await world.data(["run", "specs", "--junit=out.xml", "--json"]);
    assert.equal(good.code, 0, good.stderr);
    assert.deepEqual(
      (good.value as readonly RunResult[]).map(({ status }) => status),
      ["completed", "completed"],
    );
    assert.match(await world.read("out.xml"), /testsuite name="specs\/deep\/b\.md"/);
    await world.write("specs/broken.md", "---\nmodel: x/y\nexpect: soon\n---\n# Do\n");
    const broken = await world.call(["run", "specs", "--junit", "out.xml"]);
    assert.equal(broken.code, 1);
    assert.match(await world.read("out.xml"), /<failure message="Line 3: expect must be/);
  });

  it("works from records alone, without network or key", async () => {
    await world.write("specs/a.md", passing("A"));
    await world.call(["run", "specs", "--junit", "out.xml"]);
    world.gateway.clear();
    const env = { KILOCODE_API_KEY: "", KILOCODE_BASE_URL: "http://127.0.0.1:9" };
    const { code, stderr } = await world.call(
      ["run", "specs", "--junit", "out.xml", "--replay-from", ".smartspec/runs"],
      { env },
    );
    assert.equal(code, 0, stderr);
    assert.deepEqual(world.gateway.requests, []);
  });

  it("2 when there is nothing to test, or a place is not there; nothing is written", async () => {
    await world.write("specs/README.md", "# No test\n");
    for (const place of ["specs", "none.md"]) {
      const { code, stderr } = await world.call(["run", place, "--junit", "out.xml"]);
      assert.equal(code, 2);
      assert.match(stderr, /nothing to test|There is no file none\.md/);
    }
    await assert.rejects(world.read("out.xml"));
  });

  it("1 when the results cannot be written", async () => {
    await world.write("one.md", passing("One"));
    const { code } = await world.call(["run", "one.md", "--junit", "no/such/folder/out.xml"]);
    assert.equal(code, 1);
  });
});

/** Counts the elements of well-formed XML; fails on anything else. */
function elementsOf(xml: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const open: string[] = [];
  const rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  const tag = /<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/y;
  while (tag.lastIndex < rest.length) {
    const at = tag.lastIndex;
    const match = tag.exec(rest);
    assert.ok(match, `no XML at ${rest.slice(at, at + 60)}`);
    const [, isEnd, name = "", attributes = "", isEmpty, text] = match;
    for (const content of [attributes, text ?? ""])
      assert.doesNotMatch(content, /&(?!(?:amp|lt|gt|quot|#\d+);)/, "every ampersand begins an entity");
    if (text !== undefined) continue;
    if (isEnd) {
      assert.equal(open.pop(), name);
      continue;
    }
    counts[name] = (counts[name] ?? 0) + 1;
    if (!isEmpty) open.push(name);
  }
  assert.deepEqual(open, []);
  return counts;
}
