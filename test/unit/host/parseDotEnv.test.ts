import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { parseDotEnv } from "../../../src/host/parseDotEnv";

const lines = ["# a comment", "A=plain", 'export B="two words" # why', "C='it''s'", "D=", "not a line"];
const parse = (text: string) => ({ ...parseDotEnv(new TextEncoder().encode(text)) });

describe("parseDotEnv", () => {
  const expected = parse(lines.join("\n"));

  it("reads names and values, quoted or not", () => {
    assert.equal(expected["A"], "plain");
    assert.equal(expected["B"], "two words");
    assert.equal(expected["D"], "");
  });

  for (const [name, text] of [
    ["Windows line ends", lines.join("\r\n")],
    ["old Mac line ends", lines.join("\r")],
    ["a byte order mark", `\uFEFF${lines.join("\n")}`],
    ["both", `\uFEFF${lines.join("\r\n")}\r\n`],
  ] as const) {
    it(`does not mind ${name}`, () => assert.deepEqual(parse(text), expected));
  }

  it("reads UTF-16, which some Windows shells write", () => {
    const bytes = Buffer.from(`\uFEFF${lines.join("\r\n")}`, "utf16le");
    assert.deepEqual({ ...parseDotEnv(bytes) }, expected);
  });

  it("never throws, whatever the file holds", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void parseDotEnv(bytes)),
      { seed: 3, numRuns: 500 },
    );
  });
});
