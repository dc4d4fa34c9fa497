import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { renderJunit } from "../../../../src/core/answers/junit";

/** What a parser reads between tags and in attributes. */
function decoded(xml: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">" };
  return xml.replace(/&(?:#(\d+)|(\w+));/g, (_all, code: string | undefined, name = "") =>
    code === undefined ? (named[String(name)] ?? "?") : String.fromCharCode(Number(code)),
  );
}

/** As XML can have it, character by character. */
function withoutForbidden(text: string): string {
  const isControl = (character: string) => character < " " && !"\t\n\r".includes(character);
  return Array.from(text.toWellFormed(), (character) =>
    isControl(character) || character === "\ufffe" || character === "\uffff" ? "\ufffd" : character,
  ).join("");
}

describe("renderJunit", () => {
  it("writes suites with their totals", () => {
    assert.equal(
      renderJunit([
        {
          name: "checkout.md",
          tests: [
            { name: "contains total", seconds: 1.2345 },
            {
              name: "cost",
              seconds: 0,
              failure: { message: "Too much.", text: "It cost $1." },
              output: "Hi",
            },
            { name: "judge", seconds: 2, skipped: "No judge was asked." },
          ],
        },
        { name: "empty.md", tests: [] },
      ]),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1" errors="0" skipped="1" time="3.235">
  <testsuite name="checkout.md" tests="3" failures="1" errors="0" skipped="1" time="3.235">
    <testcase name="contains total" classname="checkout.md" time="1.235"/>
    <testcase name="cost" classname="checkout.md" time="0.000">
      <failure message="Too much.">It cost $1.</failure>
      <system-out>Hi</system-out>
    </testcase>
    <testcase name="judge" classname="checkout.md" time="2.000">
      <skipped message="No judge was asked."/>
    </testcase>
  </testsuite>
  <testsuite name="empty.md" tests="0" failures="0" errors="0" skipped="0" time="0.000">
  </testsuite>
</testsuites>
`,
    );
  });

  it("is XML for any text, which comes back but for what XML cannot have", () => {
    const text = fc
      .array(
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            "]]>",
            "<b>",
            "&amp;",
            '"',
            "\r\n",
            "\t",
            "\0",
            "\x1b[1m",
            "\ufffe",
            "\ud83d",
            "😀",
            "ก",
          ),
        ),
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, (short, long) => {
        const xml = renderJunit([
          {
            name: short,
            tests: [{ name: short, seconds: 1, failure: { message: short, text: long }, output: long }],
          },
        ]);
        assert.equal(xml, withoutForbidden(xml));
        assert.ok(!xml.includes("]]>"));
        const [, message, content] = /<failure message="([^"<]*)">([^<]*)<\/failure>/.exec(xml) ?? [];
        assert.equal(decoded(message ?? "?"), withoutForbidden(short));
        assert.equal(decoded(content ?? "?"), withoutForbidden(long));
        assert.doesNotMatch(message ?? "", /[\t\r\n]/);
      }),
    );
  });
});
