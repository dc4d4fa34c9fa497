import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { describe, it } from "mocha";
import { LineReader } from "../../../src/cli/lineReader";

const never = new AbortController().signal;

describe("LineReader", () => {
  it("keeps what was typed ahead of the question", async () => {
    const input = new PassThrough();
    const reader = new LineReader(input);
    input.write("one\ntwo\n");
    assert.equal(await reader.next(never), "one");
    assert.equal(await reader.next(never), "two");
  });

  it("gives nothing when the input has ended", async () => {
    const input = new PassThrough();
    const reader = new LineReader(input);
    const waiting = reader.next(never);
    input.end();
    assert.equal(await waiting, "");
    assert.equal(await reader.next(never), "");
  });

  it("does not wait longer than anybody wants to know", async () => {
    const abort = new AbortController();
    const waiting = new LineReader(new PassThrough()).next(abort.signal);
    abort.abort(new Error("stopped"));
    await assert.rejects(waiting, /stopped/);
  });
});
