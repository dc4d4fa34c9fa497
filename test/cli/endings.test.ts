import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseRunRecord } from "../../src/core/records/parseRunRecord";
import type { RunResult } from "../../src/core/run/runResult";
import { setUp } from "./setUp";
import type { CallOptions } from "./smartspec";

type Ending = readonly [
  model: string,
  code: number,
  status: RunResult["status"],
  error: string | undefined,
  options?: readonly string[],
];

/** Written by hand from the wire reference and the contract. */
const endings: readonly Ending[] = [
  ["openai/gpt-4o-mini", 0, "completed", undefined],
  ["fault/no-done", 0, "completed", undefined],
  ["fault/crlf", 0, "completed", undefined],
  ["fault/multibyte", 0, "completed", undefined],
  ["fault/tool-calls", 0, "completed", undefined],
  ["fault/retry-after-then-ok", 0, "completed", undefined],
  ["fault/disconnect-then-ok", 0, "completed", undefined],
  ["fault/length", 3, "incomplete", undefined],
  ["fault/content-filter", 3, "incomplete", undefined],
  ["fault/cut-socket", 3, "incomplete", "stream-interrupted"],
  ["fault/no-finish", 3, "incomplete", "stream-interrupted"],
  ["fault/upstream-disconnect", 3, "incomplete", "stream-interrupted"],
  ["fault/stall", 3, "incomplete", "stream-interrupted", ["--idle-timeout", "0.2"]],
  ["fault/cut-before-text", 1, "failed", "network"],
  ["fault/empty", 1, "failed", "empty-answer"],
  ["fault/reasoning-only", 1, "failed", "empty-answer"],
  ["fault/error-401", 1, "failed", "authentication"],
  ["fault/error-402", 1, "failed", "insufficient-credits"],
  ["fault/error-404", 1, "failed", "model-not-found"],
  ["fault/error-413", 1, "failed", "payload-too-large"],
  ["fault/error-429", 1, "failed", "rate-limited"],
  ["fault/error-503", 1, "failed", "provider-unavailable"],
  ["fault/html-200", 1, "failed", "invalid-response"],
  ["fault/redirect", 1, "failed", "invalid-response"],
  ["fault/silent", 1, "failed", "timeout", ["--connect-timeout", "0.2"]],
  ["fault/headers-only", 1, "failed", "timeout", ["--first-token-timeout", "0.2"]],
  ["no/such-model", 1, "failed", "model-not-found"],
];

type Watcher = NonNullable<CallOptions["onOutput"]>;

/** Presses Ctrl-C as soon as there is something to see, and not again: the second time nothing is waited for. */
function once(isSeen: (seen: Parameters<Watcher>[0]) => boolean): Watcher {
  let isDone = false;
  return (seen, call) => {
    if (isDone || !isSeen(seen)) return;
    isDone = true;
    call.kill("SIGINT");
  };
}

describe("how a run ends", () => {
  const world = setUp();
  for (const [model, code, status, error, options = []] of endings) {
    it(`${model}: ${code}, ${status}${error === undefined ? "" : ` (${error})`}`, async () => {
      await world.write("a.md", `---\nmodel: ${model}\n---\n# Do\n\nList the rules.\n`);
      const retries = model.endsWith("-then-ok") ? [] : ["--retries", "0"];
      const ended = await world.json(["run", "a.md", "--json", ...retries, ...options]);
      assert.deepEqual(
        [ended.code, ended.value.status, ended.value.error?.code],
        [code, status, error],
        ended.stderr,
      );
      if (ended.value.error) assert.ok(ended.stderr.includes(ended.value.error.message));
      assert.doesNotMatch(ended.stderr, /\n\s+at /, "no stack trace");
      // Whatever was sent is recorded with the text so far.
      const record = parseRunRecord(await world.read(ended.value.record ?? ""), "record");
      assert.equal(record.answer, ended.value.text);
    });
  }

  it("0 and text on stdout, 3 and the text so far", async () => {
    await world.write("a.md", "---\nmodel: fault/cut-socket\n---\n# Do\n\nList the rules.\n");
    const { code, stdout, stderr } = await world.call(["run", "a.md"]);
    assert.equal(code, 3);
    assert.ok(stdout.length > 0);
    assert.match(stderr, /The connection ended before the answer was complete/);
    assert.match(stderr, /^Incomplete · .*what was generated may be billed|free/m);
  });

  it("4 when the worst case is over the budget of the call, and nothing is sent", async () => {
    await world.write("a.md", "---\nmodel: openai/gpt-4o\nbudget: 5\n---\n# Do\n");
    const { code, value, stderr } = await world.json(["run", "a.md", "--json", "--budget", "0.001"]);
    assert.equal(code, 4);
    assert.equal(value.error?.code, "budget-exceeded");
    assert.match(stderr, /^This run could cost \$0\.0\d+; the budget of a run is \$0\.001\.$/m);
    assert.equal(world.chats().length, 0);
    assert.deepEqual(await world.records(), []);
  });

  it("4 when it is over the smaller budget of the spec, or when nobody knows the price", async () => {
    await world.write("a.md", "---\nmodel: openai/gpt-4o\nbudget: 0.001\n---\n# Do\n");
    assert.equal((await world.call(["run", "a.md", "--budget", "5"])).code, 4);
    assert.equal((await world.call(["run", "a.md", "--dry-run"])).code, 4);
    const varies = await world.call(["run", "a.md", "--model", "kilo-auto/balanced", "--budget", "1"]);
    assert.equal(varies.code, 4);
    assert.match(varies.stderr, /price of this model is not known/);
    assert.equal(world.chats().length, 0);
  });

  it("4 when the answer is stopped where the budget ends; the text stays and is recorded", async () => {
    await world.write("a.md", "---\nmodel: fault/ignores-limit\nmax_tokens: 20\n---\n# Do\n");
    const { code, value } = await world.json(["run", "a.md", "--json", "--budget", "0.0015"]);
    assert.equal(code, 4, JSON.stringify(value));
    assert.equal(value.status, "incomplete");
    assert.equal(value.error?.code, "budget-exceeded");
    assert.ok(value.text.length > 0);
    assert.equal(parseRunRecord(await world.read(value.record ?? ""), "record").answer, value.text);
  });

  it("2 for what cannot be run: broken, empty, no text, a folder, not there", async () => {
    await world.write("broken.md", "---\nmodel: openai/gpt-4o-mini\ntemperature: hot\n---\n# Do\n");
    await world.write("empty.md", "\n\n");
    await world.write("binary.md", new Uint8Array([0, 255, 1, 254, 0, 0]));
    await world.write("folder/x.md", "");
    for (const [name, sentence] of [
      ["broken.md", /^Line 3: temperature must be/m],
      ["empty.md", /empty\.md is empty/],
      ["binary.md", /binary\.md is not a text file/],
      ["folder", /folder is a folder, not a file/],
      ["none.md", /There is no file none\.md/],
    ] as const) {
      const { code, stdout, stderr } = await world.call(["run", name]);
      assert.equal(code, 2, name);
      assert.match(stderr, sentence);
      assert.equal(stdout, "");
    }
    assert.deepEqual(world.gateway.requests, []);
  });

  it("2 with one sentence and the usage for a call that means nothing", async () => {
    await world.write("a.md", "# Do\n");
    const calls: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /^A command is missing\.\nUsage: smartspec run\|models/],
      [["fly"], /^There is no command fly\.\nUsage/],
      [["run"], /^The file is missing\.\nUsage: smartspec run FILE/],
      [["run", "a.md", "--fly"], /^There is no option --fly here\.\nUsage: smartspec run FILE/],
      [["run", "a.md", "-x"], /^There is no option -x here/],
      [["models", "--budget", "1"], /^There is no option --budget here\.\nUsage: smartspec models/],
      [["run", "a.md", "one", "two"], /^two is one word too many/],
      [["run", "a.md", "--model"], /^--model needs a value: ID/],
      [["run", "a.md", "--model", "--json"], /^--model needs a value: ID/],
      [["run", "a.md", "--json=yes"], /^--json takes no value/],
      [["run", "a.md", "--model=a", "--model=b"], /^--model is there twice/],
      [["run", "a.md", "--max-tokens", "1.5"], /^--max-tokens must be a whole number/],
      [["run", "a.md", "--max-tokens", "0"], /^--max-tokens must be a whole number/],
      [["run", "a.md", "--temperature", "hot"], /^--temperature must be a number, 0…2/],
      [["run", "a.md", "--temperature=-1"], /^--temperature must be a number, 0…2/],
      [["run", "a.md", "--budget", "0"], /^--budget must be more than 0/],
      [["run", "a.md", "--retries", "11"], /^--retries must be a whole number, 0…10/],
      [["run", "a.md", "--idle-timeout", "soon"], /^--idle-timeout must be a number/],
      [["run", "a.md", "--var", "days"], /^--var needs a value: NAME=VALUE/],
      [["run", "a.md", "--provider", "nobody"], /^There is no provider nobody; choose from kilocode/],
      [["run", "a.md", "--base-url", "ftp://x"], /^--base-url cannot be used: The address must begin with/],
      [["run", "a.md", "--section", "A", "--task", "B"], /^--section and --task do not go together/],
      [["replay"], /^The record is missing/],
      [["help", "fly"], /^There is no command fly/],
    ];
    for (const [args, sentence] of calls) {
      const { code, stdout, stderr } = await world.call(args);
      assert.equal(code, 2, args.join(" "));
      assert.match(stderr, sentence);
      assert.equal(stderr.split("\n").length, 3, stderr);
      assert.equal(stdout, "");
    }
    const policy = await world.call(["run", "a.md"], { env: { SMARTSPEC_PROMPT_LOGGING: "nevr" } });
    assert.equal(policy.code, 2);
    assert.deepEqual(world.gateway.requests, []);
  });

  it("130 after Ctrl-C: the text so far is printed, kept and recorded, and the request is ended", async () => {
    await world.write("a.md", "---\nmodel: fault/stall\n---\n# Do\n\nList the rules.\n");
    const { code, stdout, stderr } = await world.call(["run", "a.md"], {
      onOutput: once(({ stdout: text }) => text.length > 0),
    });
    assert.equal(code, 130, stderr);
    const [name = ""] = await world.records();
    const record = parseRunRecord(await world.read(`.smartspec/runs/${name}`), name);
    assert.equal(record.result.status, "cancelled");
    assert.equal(record.answer, stdout);
    assert.match(stderr, /^Stopped · /m);
    assert.equal(await world.chats()[0]?.outcome, "aborted");
  });

  it("130 after Ctrl-C before anything has come", async () => {
    await world.write("a.md", "---\nmodel: fault/silent\n---\n# Do\n");
    const { code, value } = await interrupted(["run", "a.md", "--json"]);
    assert.equal(code, 130);
    assert.equal(value.status, "cancelled");
    assert.equal(value.text, "");
  });

  it("a pause before the next attempt ends with Ctrl-C, too", async () => {
    await world.write("a.md", "---\nmodel: fault/retry-after-then-ok\n---\n# Do\n");
    const { code } = await world.call(["run", "a.md"], {
      onOutput: once(({ stderr }) => stderr.includes("Next attempt in")),
    });
    assert.equal(code, 130);
  });

  async function interrupted(args: readonly string[]): Promise<{ code: number | null; value: RunResult }> {
    const sent = world.gateway.nextRequest(({ path }) => path.endsWith("/chat/completions"));
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    const ended = world.call(args, { onOutput: (_, call) => (kill = (signal) => call.kill(signal)) });
    await sent;
    kill?.("SIGINT");
    const { code, stdout } = await ended;
    return { code, value: JSON.parse(stdout) as RunResult };
  }
});
