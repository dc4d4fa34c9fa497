import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { UserFacingError } from "../../../../src/core/errors";
import { checkSpecText, decodeSpec, MAX_SPEC_BYTES } from "../../../../src/core/spec/decodeSpec";

const bytesOf = (text: string) => new TextEncoder().encode(text);

function failureOf(action: () => unknown): UserFacingError {
  try {
    action();
  } catch (error) {
    assert.ok(UserFacingError.is(error));
    return error;
  }
  assert.fail("nothing was thrown");
}

describe("decodeSpec", () => {
  it("keeps text as it is, line ends included", () => {
    const text = "# ทดสอบ\r\nline\rline\n\n";
    assert.equal(decodeSpec(bytesOf(text), "a.md"), text);
  });

  it("drops one UTF-8 byte order mark and keeps what looks like a second", () => {
    assert.equal(decodeSpec(bytesOf("\uFEFF# A"), "a.md"), "# A");
    assert.equal(checkSpecText("\uFEFF# A", "a.md"), "# A");
  });

  it("reads UTF-16 of either order by its mark", () => {
    const littleEndian = Buffer.from("\uFEFF# สเปก 🙂", "utf16le");
    const bigEndian = Buffer.from(littleEndian).swap16();
    assert.equal(decodeSpec(littleEndian, "a.md"), "# สเปก 🙂");
    assert.equal(decodeSpec(bigEndian, "a.md"), "# สเปก 🙂");
  });

  for (const [what, bytes] of [
    ["an empty file", new Uint8Array()],
    ["white space", bytesOf(" \r\n\t\u00A0\n")],
    ["a mark and nothing else", bytesOf("\uFEFF")],
  ] as const) {
    it(`${what} is an empty spec`, () => {
      const error = failureOf(() => decodeSpec(bytes, "a.md"));
      assert.equal(error.code, "invalid-spec");
      assert.equal(error.remedy, "edit-spec");
      assert.match(error.message, /^a\.md is empty/);
    });
  }

  for (const [what, bytes] of [
    ["a NUL", bytesOf("# A\0B")],
    ["bytes that are no UTF-8", new Uint8Array([0x23, 0x20, 0xc3, 0x28])],
    ["a PNG", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ["half a UTF-16 unit", new Uint8Array([0xff, 0xfe, 0x41, 0x00, 0x42])],
    ["half a surrogate pair", new Uint8Array([0xff, 0xfe, 0x3d, 0xd8])],
  ] as const) {
    it(`${what} is no text file`, () => {
      const error = failureOf(() => decodeSpec(bytes, "a.md"));
      assert.equal(error.code, "invalid-spec");
      assert.equal(error.message, "a.md is not a text file.");
    });
  }

  it("the limit counts bytes and is inclusive", () => {
    assert.equal(decodeSpec(new Uint8Array(MAX_SPEC_BYTES).fill(97), "a.md").length, MAX_SPEC_BYTES);
    const error = failureOf(() => decodeSpec(new Uint8Array(MAX_SPEC_BYTES + 1).fill(97), "a.md"));
    assert.equal(error.code, "payload-too-large");
    assert.equal(error.remedy, "edit-spec");
    assert.equal(error.message, "a.md has 4.1 MB; at most 4 MB can be sent.");
  });

  it("text from an editor has the same limit, counted in UTF-8", () => {
    assert.ok(checkSpecText("ก".repeat(1_333_333), "a.md"));
    assert.equal(failureOf(() => checkSpecText("ก".repeat(1_333_334), "a.md")).code, "payload-too-large");
    assert.ok(checkSpecText("a".repeat(MAX_SPEC_BYTES), "a.md"));
  });

  it("any bytes give text or a failure with a sentence", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          assert.notEqual(decodeSpec(bytes, "a.md").trim(), "");
        } catch (error) {
          assert.ok(UserFacingError.is(error));
        }
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});
