import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type * as vscode from "vscode";
import { createRedactor } from "../../../src/core/redact";
import { redactedLog } from "../../../src/host/redactedLog";

/** The little of a log channel that is written to. */
function setUp() {
  const lines: string[] = [];
  const write = (line: unknown) => void lines.push(String(line));
  const channel = {
    name: "Log",
    trace: write,
    debug: write,
    info: write,
    warn: write,
    error: write,
    append: write,
    appendLine: write,
    replace: write,
    show: () => void lines.push("shown"),
  };
  const log = redactedLog(
    channel as unknown as vscode.LogOutputChannel,
    createRedactor(() => ["kilo_key_123"]),
  );
  return { log, lines };
}

describe("redactedLog", () => {
  it("takes keys out of every way to write a line, and out of an error's whole stack", () => {
    const { log, lines } = setUp();
    for (const write of [
      "trace",
      "debug",
      "info",
      "warn",
      "error",
      "append",
      "appendLine",
      "replace",
    ] as const) {
      log[write]("GET https://me:pw@host/ with kilo_key_123");
    }
    log.error(new Error("kilo_key_123 refused"));
    assert.equal(lines.length, 9);
    for (const line of lines) {
      assert.doesNotMatch(line, /kilo_key_123|me:pw/);
      assert.match(line, /\[redacted\]/);
    }
    assert.match(lines.at(-1) ?? "", /redactedLog\.test/);
  });

  it("further arguments, which the editor would print too, are not passed on", () => {
    const { log, lines } = setUp();
    log.info("one", { key: "kilo_key_123" });
    assert.deepEqual(lines, ["one"]);
  });

  it("is a log channel in everything else", () => {
    const { log, lines } = setUp();
    log.show();
    assert.deepEqual([log.name, ...lines], ["Log", "shown"]);
  });
});
