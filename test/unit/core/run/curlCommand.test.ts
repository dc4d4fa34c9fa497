import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "mocha";
import { curlCommand } from "../../../../src/core/run/curlCommand";

/** What a shell makes of it: the arguments that curl would get. */
function argumentsOf(command: string): readonly string[] {
  const script = `curl() { for each in "$@"; do printf '%s\\0' "$each"; done; }\n${command}\n`;
  const env = { KILOCODE_API_KEY: "filled-in", HOME: "/nowhere", PATH: process.env["PATH"] };
  return execFileSync("/bin/sh", ["-c", script], { env, encoding: "utf8" }).split("\0").slice(0, -1);
}

const describePosix = process.platform === "win32" ? describe.skip : describe;

describePosix("curlCommand", () => {
  it("gives curl exactly the body, whatever is in it, and leaves the key to the shell", () => {
    const body = JSON.stringify({ content: `It's $HOME \`id\` "x" \\ !! 'quoted'\nวัน 日本 🎉 @file -H` });
    const command = curlCommand({
      url: "http://127.0.0.1:1/v1/chat/completions?a='b'&c=$HOME",
      headers: [
        ["Authorization", "Bearer $KILOCODE_API_KEY"],
        ["X-Odd", 'a"b`id`\\$(id) $5 $HOME!'],
      ],
      variables: ["KILOCODE_API_KEY"],
      body,
    });
    assert.deepEqual(argumentsOf(command), [
      "-N",
      "http://127.0.0.1:1/v1/chat/completions?a='b'&c=$HOME",
      "-H",
      "Authorization: Bearer filled-in",
      "-H",
      'X-Odd: a"b`id`\\$(id) $5 $HOME!',
      "--data-raw",
      body,
    ]);
  });
});
