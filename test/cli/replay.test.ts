import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { setUp } from "./setUp";

const mini = "---\nmodel: openai/gpt-4o-mini\n---\n";
/** Nobody can be reached. */
const offline = { KILOCODE_API_KEY: "", KILOCODE_BASE_URL: "http://127.0.0.1:9" };

describe("smartspec replay", () => {
  const world = setUp();

  it("prints the recorded answer byte for byte, ends as the run did, and sends nothing", async () => {
    for (const [model, code] of [
      ["fault/multibyte", 0],
      ["fault/cut-socket", 3],
      ["fault/hostile-escapes", 0],
    ] as const) {
      await world.write("a.md", `---\nmodel: ${model}\n---\n# Do\n`);
      const run = await world.call(["run", "a.md"]);
      const record = /recorded in (\S+)\.\n/.exec(run.stderr)?.[1] ?? "";
      world.gateway.clear();
      const replayed = await world.call(["replay", record], { env: offline });
      assert.equal(replayed.code, code, model);
      assert.equal(replayed.stdout, run.stdout, model);
      assert.match(replayed.stderr, /^Recorded on 20\d\d-.*; nothing was sent now\.$/m);
      assert.deepEqual(world.gateway.requests, []);
    }
  });

  it("--json is the RunResult of then", async () => {
    await world.write("a.md", mini + "# Do\n");
    const { value } = await world.json(["run", "a.md", "--json"]);
    const { record, ...result } = value;
    const replayed = await world.json(["replay", record ?? "", "--json"], { env: offline });
    assert.deepEqual(replayed.value, result);
  });

  it("2 with a sentence for what is no record, a damaged one, one of a later version, or not there", async () => {
    await world.write("a.md", mini + "# Do\n");
    const { value } = await world.json(["run", "a.md", "--json"]);
    const json = await world.read(value.record ?? "");
    await world.write("later.json", json.replace('"version": 1', '"version": 2'));
    await world.write("damaged.json", json.slice(0, -20));
    await world.write("other.json", "{}");
    for (const [name, sentence] of [
      ["later.json", /later version of SmartSpec/],
      ["damaged.json", /no run record, or a damaged one/],
      ["other.json", /no run record/],
      ["none.json", /none\.json cannot be read/],
      [".", /cannot be read/],
    ] as const) {
      const { code, stdout, stderr } = await world.call(["replay", name]);
      assert.equal(code, 2, name);
      assert.equal(stdout, "");
      assert.match(stderr, sentence);
    }
  });
});

describe("smartspec run --replay-from", () => {
  const world = setUp();
  const replayed = (args: readonly string[]) =>
    world.json(["run", ...args, "--json", "--replay-from", ".smartspec/runs"], { env: offline });

  it("answers from the record of the same request, without network or key, and records nothing", async () => {
    await world.write("a.md", `---\nmodel: openai/gpt-4o-mini\nexpect:\n  - regex: "\\\\S"\n---\n# Do\n`);
    const first = await world.json(["run", "a.md", "Now.", "--json"]);
    await world.call(["run", "a.md", "Later.", "--json"]);
    const { code, value } = await replayed(["a.md", "Now."]);
    assert.equal(code, 0);
    const { record: _record, ...result } = first.value;
    assert.deepEqual(value, result);
    assert.equal((await world.records()).length, 2);
    const text = await world.call(["run", "a.md", "Now.", "--replay-from", first.value.record ?? ""], {
      env: offline,
    });
    assert.equal(text.stdout, first.value.text);
  });

  it("expectations are checked anew, and a judge's verdict is that of the record", async () => {
    const front = "---\nmodel: openai/gpt-4o-mini\nexpect:\n";
    await world.write("a.md", `${front}  - judge: It is about refunds.\n---\n# Do\n`);
    const { value } = await world.json(["run", "a.md", "--json"]);
    const { value: again } = await replayed(["a.md"]);
    assert.deepEqual(again.expect?.[0]?.state, value.expect?.[0]?.state);
    assert.deepEqual(again.expect?.[0]?.cost, value.expect?.[0]?.cost);
    await world.write("a.md", `${front}  - contains: no model says this, ever\n---\n# Do\n`);
    const failed = await replayed(["a.md"]);
    assert.equal(failed.code, 1);
    assert.equal(failed.value.expect?.[0]?.state, "failed");
  });

  it("1 with a sentence when spec, include, model, parameters or instruction are others by now", async () => {
    const text = "---\nmodel: openai/gpt-4o-mini\nseed: 1\n---\n# Do\n\n{{file:b.txt}}\n";
    await world.write("a.md", text);
    await world.write("b.txt", "one\n");
    await world.call(["run", "a.md"]);
    assert.equal((await replayed(["a.md"])).code, 0);
    const others: readonly (readonly [readonly string[], string, string])[] = [
      [["a.md", "More."], text, "one\n"],
      [["a.md", "--model", "openai/gpt-4o"], text, "one\n"],
      [["a.md", "--temperature", "0.1"], text, "one\n"],
      [["a.md", "--max-tokens", "10"], text, "one\n"],
      [["a.md", "--provider", "openrouter"], text, "one\n"],
      [["a.md"], text, "two\n"],
      [["a.md"], text.replace("Do", "Don't"), "one\n"],
      [["a.md"], text.replace("seed: 1", "seed: 2"), "one\n"],
      [["a.md"], text.replace("seed: 1\n", ""), "one\n"],
    ];
    for (const [args, spec, include] of others) {
      await world.write("a.md", spec);
      await world.write("b.txt", include);
      const { code, value, stderr } = await replayed(args);
      assert.equal(code, 1, `${args.join(" ")} ${spec}`);
      assert.equal(value.status, "failed");
      assert.match(stderr, /No record in \.smartspec\/runs answers what a\.md asks now/);
    }
    await world.write("a.md", text.replace("model:", "budget: 1\nmodel:"));
    await world.write("b.txt", "one\n");
    assert.equal((await replayed(["a.md"])).code, 0, "what is not sent may be another");
  });
});
