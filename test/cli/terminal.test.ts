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
const erase = "\r\u001B[2K";

/** Characters that a terminal obeys, but for line ends. */
function controls(text: string): readonly string[] {
  return [...text].filter((letter) => /\p{Cc}|[\u202A-\u202E]/u.test(letter) && letter !== "\n");
}

describe("smartspec in a terminal and in a pipe", () => {
  const world = setUp({ pace: "realistic", slowFirstTokenMs: 900 });

  it("in a pipe what a model writes arrives byte for byte, and stderr has plain lines only", async () => {
    await world.write("a.md", "---\nmodel: fault/hostile-escapes\n---\n# Do\n");
    const { stdout, stderr } = await world.call(["run", "a.md"]);
    const { value } = await world.json(["run", "a.md", "--json"]);
    assert.equal(stdout, value.text.toWellFormed());
    assert.ok(stdout.includes("\u001B[31m"));
    assert.deepEqual(controls(stderr), []);
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
    const rest = stdout.replaceAll(erase, "").replaceAll("\r\n", "\n");
    assert.deepEqual(controls(rest), []);
  });

  it("in a terminal inputs and consents are asked for; only a yes is a yes", async function () {
    if (!hasTerminal) this.skip();
    const text =
      "---\nmodel: openai/gpt-4o-mini\ninputs: [who]\nenv: TEAM_NAME\n---\nFor {{who}} of {{env:TEAM_NAME}}.\n";
    await world.write("a.md", text);
    const call = (input: string) =>
      world.call(["run", "a.md", "--no-record"], {
        through: inTerminal,
        input,
        env: { TEAM_NAME: "Payments" },
      });
    const yes = await call("Somchai\ny\n");
    assert.equal(yes.code, 0, yes.stdout);
    assert.match(yes.stdout, /who: [^]*Send the value of TEAM_NAME with a\.md\? \[y\/N\]/);
    assert.equal(world.sent().messages.at(-1)?.content, "For Somchai of Payments.\n");
    const no = await call("Somchai\n\n");
    assert.equal(no.code, 2);
    assert.equal(world.chats().length, 1);
  });

  it("a line says what goes on, and is gone at the end", async function () {
    if (!hasTerminal) this.skip();
    await world.write("a.md", "---\nmodel: fault/slow-first-token\n---\n# Do\n");
    const { stdout } = await world.call(["run", "a.md", "--no-record"], { through: inTerminal });
    assert.ok(stdout.includes(`${erase}Sending · 0 s`));
    const drawn = stdout.lastIndexOf(" · 0 s");
    assert.ok(stdout.indexOf(erase, drawn) > drawn, "erased after it was drawn last");
    assert.match(stdout, /Completed · [^\r\n]*\r\n$/);
  });
});
