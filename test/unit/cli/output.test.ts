import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Output } from "../../../src/cli/output";
import { KnownSecrets } from "../../../src/core/knownSecrets";

function setUp(isTTY: boolean) {
  const [out, err]: [string[], string[]] = [[], []];
  const secrets = new KnownSecrets();
  secrets.add("kilo_secret_key");
  const output = new Output(
    {
      environment: {},
      folder: "/",
      out: { isTTY, write: (text) => out.push(text) },
      err: { isTTY: false, write: (text) => err.push(text) },
    },
    secrets,
  );
  return { output, out: () => out.join(""), pieces: out, err: () => err.join("") };
}

describe("Output", () => {
  it("never writes half a character, wherever an answer is cut", () => {
    const { output, pieces, out } = setUp(false);
    for (const piece of ["a\uD83D", "\uDE00b\r", "\nc\uD83D"]) output.answer(piece);
    output.endAnswer();
    assert.equal(out(), "a😀b\r\nc\uD83D");
    assert.ok(pieces.slice(0, -1).every((piece) => piece.isWellFormed()));
  });

  it("an answer in a pipe stays as it is, without a line end of ours", () => {
    const { output, out } = setUp(false);
    output.answer("\u001B[2Jred");
    output.endAnswer();
    assert.equal(out(), "\u001B[2Jred");
  });

  it("in a terminal its control characters have names, and its last line an end", () => {
    const { output, out } = setUp(true);
    for (const piece of ["one\r", "\n\u001B", "[2J\u202Etwo"]) output.answer(piece);
    output.endAnswer();
    assert.equal(out(), "one\n[U+001B][2J[U+202E]two\n");
  });

  it("takes keys out of sentences and data, and control characters out of sentences", () => {
    const { output, out, err } = setUp(false);
    output.note("kilo_secret_key \u001B[31m");
    output.json({ message: "kilo_secret_key" });
    assert.equal(err(), "[redacted] [U+001B][31m\n");
    assert.equal(out(), '{\n  "message": "[redacted]"\n}\n');
  });
});
