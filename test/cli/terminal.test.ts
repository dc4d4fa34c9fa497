import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, it } from "mocha";
import { setUp } from "./setUp";

/** util-linux's `script` gives a program a terminal; that of macOS takes other options. */
const hasTerminal = process.platform === "linux" && existsSync("/usr/bin/script");
const inTerminal = (command: readonly string[]): readonly string[] => [
  "/usr/bin/script",
  "-qec",
  command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" "),
  "/dev/null",
];
// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/;

describe("smartspec in a terminal and in a pipe", () => {
  const world = setUp({ pace: "realistic", slowFirstTokenMs: 900 });

  it("in a pipe what a model writes arrives byte for byte, and stderr has plain lines only", async () => {
    await world.write("a.md", "---\nmodel: fault/hostile-escapes\n---\n# Do\n");
    const { stdout, stderr } = await world.call(["run", "a.md"]);
    const { value } = await world.json(["run", "a.md", "--json"]);
    assert.equal(stdout, value.text.toWellFormed());
    assert.match(stdout, /\u001B\[31m/);
    assert.doesNotMatch(stderr, control);
  });

  it("a reader that goes away ends it quietly", async () => {
    await world.write("a.md", "---\nmodel: openai/gpt-4o-mini\n---\n# Do\n\nList the rules.\n");
    const { code, stderr } = await world.call(["run", "a.md"], {
      onOutput: ({ stdout }, call) => {
        if (stdout.length > 0) call.closeStdout();
      },
    });
    assert.equal(code, 130);
    assert.doesNotMatch(stderr, /EPIPE|Error|\n\s+at /);
    assert.equal((await world.records()).length, 1, "what was paid for is kept");
  });

  it("in a terminal nothing that a model writes is obeyed", async function () {
    if (!hasTerminal) this.skip();
    await world.write("a.md", "---\nmodel: fault/hostile-escapes\n---\n# Do\n");
    const { code, stdout } = await world.call(["run", "a.md", "--no-record"], { through: inTerminal });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /\[U\+001B\]\[31mred/);
    // What is left is the status line's own: back to the start, and erase.
    const rest = stdout.replaceAll("\r\u001B[2K", "").replaceAll("\r\n", "\n");
    assert.doesNotMatch(rest, control);
    assert.doesNotMatch(rest, /\u202E/);
  });

  it("a line says what goes on, and is gone at the end", async function () {
    if (!hasTerminal) this.skip();
    await world.write("a.md", "---\nmodel: fault/slow-first-token\n---\n# Do\n");
    const { stdout } = await world.call(["run", "a.md", "--no-record"], { through: inTerminal });
    assert.match(stdout, /\r\u001B\[2KSending · \d s/);
    const drawn = stdout.lastIndexOf(" · 0 s");
    assert.ok(stdout.indexOf("\r\u001B[2K", drawn) > drawn, "erased after it was drawn last");
    assert.match(stdout, /Completed · [^\r\n]*\r\n$/);
  });
});
