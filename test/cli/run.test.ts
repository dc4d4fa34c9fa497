import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import type { CostEstimate } from "../../src/core/cost/usage";
import { parseRunRecord } from "../../src/core/records/parseRunRecord";
import { sha256 } from "../../src/core/sha256";
import { setUp } from "./setUp";

const mini = "---\nmodel: openai/gpt-4o-mini\n---\n";

describe("smartspec run", () => {
  const world = setUp();
  const body = () => world.sent();

  it("answers on stdout and says everything else on stderr: the price before, the receipt after", async () => {
    await world.write("checkout.md", `${mini}# Checkout\n\nList the rules.\n`);
    const { code, stdout, stderr } = await world.call(["run", "checkout.md"]);
    assert.equal(code, 0, stderr);
    const [name = ""] = await world.records();
    const record = parseRunRecord(await world.read(`.smartspec/runs/${name}`), name);
    assert.equal(stdout, record.answer);
    const [before = "", after = "", recorded = "", ...rest] = stderr.split("\n");
    assert.match(before, /^GPT-4o-mini, Kilo Code · ≈ \$0\.0003 · at most \$0\.00\d+ · \d+ → ~500 tok$/);
    assert.match(
      after,
      /^Completed · \$0\.000\d reported · estimated ≈ \$0\.0003 \(.*\) · \d+ → \d+ tok · .+ · openai\/gpt-4o-mini via \w+$/,
    );
    assert.equal(recorded, `The run is recorded in .smartspec/runs/${name}.`);
    assert.deepEqual(rest, [""]);
  });

  it("--json prints one RunResult and nothing else", async () => {
    await world.write("a.md", `${mini}# Do\n`);
    const { code, value, stderr } = await world.json(["run", "a.md", "--json"]);
    assert.equal(code, 0, stderr);
    assert.equal(value.status, "completed");
    assert.equal(value.provider, "kilocode");
    assert.equal(value.model, "openai/gpt-4o-mini");
    assert.equal(value.cost.kind, "reported");
    assert.equal(value.attempts.length, 1);
    assert.match(value.record ?? "", /^\.smartspec\/runs\/\d{8}-\d{6}-a-[0-9a-f]{6}\.json$/);
  });

  it("sends instruction, model, limits and temperature of the call before those of the spec", async () => {
    await world.write("a.md", "---\nmodel: openai/gpt-4o\ntemperature: 0.1\nmax_tokens: 50\n---\n# Do\n");
    await world.call([
      "run",
      "a.md",
      "Only briefly.",
      "--model",
      "openai/gpt-4o-mini",
      "--max-tokens=300",
      "--temperature",
      "1.5",
    ]);
    const { model, temperature, max_tokens, messages } = body();
    assert.deepEqual(
      { model, temperature, max_tokens },
      { model: "openai/gpt-4o-mini", temperature: 1.5, max_tokens: 300 },
    );
    assert.equal(messages.at(-1)?.content, "# Do\n\n\n---\n\nInstruction: Only briefly.");
  });

  it("has the defaults of the editor where nobody says anything", async () => {
    await world.write("a.md", `${mini}# Do\n`);
    await world.call(["run", "a.md"]);
    assert.deepEqual([body().temperature, body().max_tokens], [0.7, 4000]);
  });

  it("--section and --task send a part", async () => {
    await world.write("a.md", `${mini}# All\n\n## One\n\nfirst\n\n## Two\n\n- [ ] Write it\n`);
    await world.call(["run", "a.md", "--section", "One"]);
    assert.match(body().messages.at(-1)?.content ?? "", /^# All\n\n## One\n\nfirst/);
    assert.doesNotMatch(body().messages.at(-1)?.content ?? "", /Two/);
    await world.call(["run", "a.md", "--task", "Write it"]);
    assert.match(body().messages.at(-1)?.content ?? "", /## Two\n\n- \[ \] Write it/);
    const missing = await world.call(["run", "a.md", "--section", "Three"]);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /no heading "Three"/);
  });

  it("the same call sends the same bytes", async () => {
    await world.write("a.md", `${mini}# ทำ\n\n{{file:b.txt}}\n`);
    await world.write("b.txt", "included\n");
    for (const _ of [1, 2]) await world.call(["run", "a.md", "ไทย", "--no-record"]);
    const [first, second] = world.chats().map(({ text }) => text);
    assert.ok(first !== undefined && first === second);
    assert.deepEqual(await world.records(), []);
  });

  it("records the very bytes that were sent, and no key", async () => {
    await world.write("a.md", `${mini}# Do\n`);
    await world.call(["run", "a.md", "Now."]);
    const [name = ""] = await world.records();
    const json = await world.read(`.smartspec/runs/${name}`);
    assert.doesNotMatch(json, /kilo_test_key/);
    const record = parseRunRecord(json, name);
    assert.equal(record.request.sha256, await sha256(world.chats()[0]?.text ?? ""));
    assert.equal(record.spec.path, "a.md");
    assert.equal(record.spec.instruction, "Now.");
  });

  it("fills inputs in: from the call, else from their defaults, and names what has neither", async () => {
    await world.write(
      "a.md",
      `---\nmodel: openai/gpt-4o-mini\ninputs: { days: 7, who: }\n---\n{{days}} for {{who}}\n`,
    );
    const missing = await world.call(["run", "a.md"]);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /who has no value; give it one with --var who=…/);
    assert.equal(world.chats().length, 0);
    await world.call(["run", "a.md", "--var", "who=a=b", "--var=days=9"]);
    assert.equal(body().messages.at(-1)?.content, "9 for a=b\n");
  });

  it("fills in what the call gives also where nothing declares it, and says what nothing in the spec is named", async () => {
    await world.write("a.md", "In {{city}}, not {{town}}.\n");
    const { code, stderr } = await world.call(["run", "a.md", "--var", "city=Bangkok", "--var", "ciyt=Nan"]);
    assert.equal(code, 0);
    assert.equal(body().messages.at(-1)?.content, "In Bangkok, not {{town}}.\n");
    assert.match(stderr, /Nothing in a\.md is named ciyt; the value of ciyt is not sent\./);
    assert.doesNotMatch(stderr, /named city/);
  });

  it("an environment variable leaves only when the call says so, and a record has its name alone", async () => {
    await world.write("a.md", `---\nmodel: openai/gpt-4o-mini\nenv: TEAM_NAME\n---\n{{env:TEAM_NAME}}\n`);
    const env = { TEAM_NAME: "Payments Team" };
    const refused = await world.call(["run", "a.md"], { env });
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /TEAM_NAME is only sent with --send-env TEAM_NAME/);
    assert.equal(world.chats().length, 0);
    await world.call(["run", "a.md", "--send-env", "TEAM_NAME"], { env });
    assert.equal(body().messages.at(-1)?.content, "Payments Team\n");
    const [name = ""] = await world.records();
    const recorded = await world.read(`.smartspec/runs/${name}`);
    assert.match(recorded, /\{\{env:TEAM_NAME\}\}/);
  });

  it("a file of secrets leaves only when the call says so, also behind a link", async () => {
    await world.write(".env", "PASSWORD=hunter2\n");
    await symlink(path.join(world.folder, ".env"), path.join(world.folder, "notes.txt"));
    for (const include of [".env", "notes.txt"]) {
      await world.write("a.md", `---\nmodel: openai/gpt-4o-mini\ninclude: ${include}\n---\n# Do\n`);
      const refused = await world.call(["run", "a.md"]);
      assert.equal(refused.code, 2, refused.stderr);
      assert.match(refused.stderr, /may hold secrets/);
    }
    assert.equal(world.chats().length, 0);
    assert.equal((await world.call(["run", "a.md", "--send-secret-file", ".env"])).code, 0);
    assert.match(body().messages.at(-1)?.content ?? "", /hunter2/);
  });

  it("nothing outside of the workspace folder is read, however it is named", async () => {
    await world.write("inner/.git/HEAD", "ref: refs/heads/main\n");
    await world.write("secret.txt", "outside\n");
    await symlink(path.join(world.folder, "secret.txt"), path.join(world.folder, "inner", "link.txt"));
    for (const include of ["../secret.txt", "link.txt", "/../secret.txt"]) {
      await world.write("inner/a.md", `---\nmodel: openai/gpt-4o-mini\ninclude: ${include}\n---\n# Do\n`);
      const { code, stderr } = await world.call(["run", "inner/a.md"]);
      assert.equal(code, 2, include);
      assert.match(stderr, /outside the workspace folder|leads out of the workspace folder/);
    }
    assert.equal(world.chats().length, 0);
  });

  it("/FILE.md is a path from the workspace folder, wherever in it one stands", async () => {
    await world.write("test_hello.md", `${mini}# Hello\n`);
    await world.write("deep/er/x.txt", "");
    const cwd = path.join(world.folder, "deep", "er");
    const { code, stderr } = await world.call(["/test_hello.md", "In one line."], { cwd });
    assert.equal(code, 0, stderr);
    assert.match(body().messages.at(-1)?.content ?? "", /Instruction: In one line\.$/);
    assert.equal((await world.records()).length, 1);
    const outside = await world.call(["/../a.md"], { cwd });
    assert.equal(outside.code, 2);
    assert.match(outside.stderr, /outside the workspace folder/);
    assert.equal((await world.call(["/none.md"], { cwd })).code, 2);
  });

  it("--estimate sends nothing but the question for the models, and needs no key", async () => {
    await world.write("a.md", `---\nmodel: anthropic/claude-sonnet-4.5\ninputs: [who]\n---\nFor {{who}}.\n`);
    const { code, value: data } = await world.data(["run", "a.md", "--estimate", "--json"], {
      env: { KILOCODE_API_KEY: "" },
    });
    const value = data as CostEstimate;
    assert.equal(code, 0);
    assert.equal(value.kind, "known");
    assert.ok((value.expectedUsd ?? 0) > 0 && (value.maxUsd ?? 0) > (value.expectedUsd ?? 0));
    const text = await world.call(["run", "a.md", "--estimate"]);
    assert.match(
      text.stdout,
      /^Claude Sonnet 4\.5, Kilo Code · ≈ \$0\.00\d+ · at most \$0\.0\d+ · \d+ → ~500 tok\n$/,
    );
    assert.equal(text.stderr, "");
    assert.deepEqual(
      world.gateway.requests.map(({ method, path: route }) => `${method} ${route}`),
      ["GET /api/openrouter/models", "GET /api/openrouter/models"],
    );
  });

  it("an estimate learns from what is recorded, as far as that can be read, and not with --no-record", async () => {
    await world.write("a.md", `${mini}# Do\n\nList the rules of refunds.\n`);
    const estimate = async (...more: readonly string[]) =>
      (await world.data(["run", "a.md", "--estimate", "--json", ...more])).value as CostEstimate;
    const before = await estimate();
    assert.equal(before.calibratedFrom, 0);
    const { value } = await world.json(["run", "a.md", "--json"]);
    assert.equal(value.estimate?.calibratedFrom, 0);
    const [record = ""] = await world.records();
    await world.write(".smartspec/runs/99990101-000000-broken-000000.json", "{");
    await world.write(
      ".smartspec/runs/99990102-000000-later-000000.json",
      (await world.read(`.smartspec/runs/${record}`)).replace('"version": 1', '"version": 2'),
    );
    const after = await estimate();
    assert.equal(after.calibratedFrom, 1);
    assert.equal(after.expectedCompletionTokens, value.usage?.completionTokens);
    const off = ({ promptTokens }: CostEstimate) => Math.abs(promptTokens - (value.usage?.promptTokens ?? 0));
    assert.ok(off(after) <= off(before), `${off(before)} ${off(after)}`);
    assert.deepEqual(await estimate("--no-record"), before);
    const again = await world.json(["run", "a.md", "--json"]);
    assert.equal(again.value.estimate?.calibratedFrom, 1);
  });

  it("--estimate counts in who judges the answer, and says so", async () => {
    const judged = (model: string) =>
      `---\nmodel: minimax/minimax-m2.1:free\nexpect:\n  - { judge: It is kind., model: ${model} }\n---\n# Do\n`;
    await world.write("a.md", judged("openai/gpt-4o-mini"));
    const { value } = await world.data(["run", "a.md", "--estimate", "--json"]);
    const { maxUsd, judges } = value as CostEstimate;
    assert.equal(maxUsd, 0, "that of the answer");
    assert.equal(judges?.count, 1);
    assert.ok((judges.expectedUsd ?? 0) > 0 && (judges.maxUsd ?? 0) > (judges.expectedUsd ?? 0));
    const line = async () => (await world.call(["run", "a.md", "--estimate"])).stdout;
    assert.match(await line(), / · ≈ \$0\.0\d+ · at most \$0\.0\d+ · with 1 judge · \d+ → /);
    await world.write("a.md", judged("minimax/minimax-m2.1:free"));
    assert.match(await line(), / · free · with 1 judge · /);
    await world.write("a.md", judged("nobody/knows"));
    assert.match(await line(), / · cost unknown · with 1 judge · /);
  });

  it("--dry-run shows messages, parameters, who and how much, never the key, and sends nothing", async () => {
    await world.write("a.md", `${mini}# Do\n`);
    const { code, stdout } = await world.call(["run", "a.md", "Well.", "--dry-run"]);
    assert.equal(code, 0);
    for (const part of [
      /^Provider: Kilo Code, http:\/\/127/,
      /Model: openai\/gpt-4o-mini/,
      /≈ \$/,
      /temperature: 0\.7/,
      /max_tokens: 4000/,
      /## 1\. system/,
      /## 2\. user\n\n# Do/,
      /Instruction: Well\./,
    ])
      assert.match(stdout, part);
    assert.doesNotMatch(stdout, /kilo_test_key/);
    const { value } = await world.data(["run", "a.md", "Well.", "--dry-run", "--json"]);
    assert.equal(world.chats().length, 0);
    await world.call(["run", "a.md", "Well."]);
    assert.deepEqual((value as { readonly request: unknown }).request, body());
  });

  it("a prompt with one of the keys in it is not sent, and the key is not said", async () => {
    await world.write("a.md", `${mini}# Do\n\nUse kilo_test_key.\n`);
    const { code, stdout, stderr } = await world.call(["run", "a.md", "--json"]);
    assert.equal(code, 2);
    assert.match(stderr, /Line 6 holds the key of Kilo Code/);
    assert.doesNotMatch(stdout + stderr, /kilo_test_key/);
    assert.equal(world.chats().length, 0);
  });

  it("saves the answer where the spec wants it, and never over what somebody has changed", async () => {
    await world.write("a.md", "---\nmodel: openai/gpt-4o-mini\noutput: out/answer.md\n---\n# Do\n");
    const first = await world.json(["run", "a.md", "--json"]);
    assert.equal(first.value.output, "out/answer.md");
    assert.equal(await world.read("out/answer.md"), `${first.value.text.trimEnd()}\n`);
    const second = await world.json(["run", "a.md", "Again.", "--json"]);
    assert.equal(second.value.output, "out/answer.md", "what it wrote itself it may replace");
    await world.write("out/answer.md", "mine\n");
    const third = await world.json(["run", "a.md", "--json"]);
    assert.equal(third.code, 0);
    assert.equal(third.value.output, undefined);
    assert.match(third.stderr, /out\/answer\.md was changed since, so the answer is not saved there/);
    assert.equal(await world.read("out/answer.md"), "mine\n");
  });

  it("never saves an answer over the spec, a secret, or outside", async () => {
    for (const output of ["a.md", ".env", "../up.md"]) {
      await world.write("a.md", `---\nmodel: openai/gpt-4o-mini\noutput: ${output}\n---\n# Do\n`);
      const { code, value, stderr } = await world.json(["run", "a.md", "--json"]);
      assert.equal(code, 0);
      assert.equal(value.output, undefined, output);
      assert.match(stderr, /no place for it/);
    }
  });

  it("an answer is held against what the spec expects, by a judge of its own within the budget", async () => {
    await world.write(
      "a.md",
      '---\nmodel: openai/gpt-4o-mini\nexpect:\n  - regex: "\\\\S"\n  - contains: no model says this, ever\n  - judge: It is about refunds.\n---\n# Refunds\n\nList the rules.\n',
    );
    const { code, value, stderr } = await world.json(["run", "a.md", "--json"]);
    assert.equal(code, 1);
    assert.equal(value.status, "completed");
    assert.deepEqual(
      value.expect?.slice(0, 2).map(({ state }) => state),
      ["passed", "failed"],
    );
    assert.equal(world.chats().length, 2);
    const judged = value.expect?.[2];
    assert.equal(judged?.cost?.kind, "reported");
    assert.match(stderr, /^. judged: It is about refunds\..* · <?\$0\.0\d+ reported$/m);
    assert.match(stderr, /^✓ matches/m);
    assert.match(stderr, /^✗ mentions “no model says this, ever” · /m);
  });

  const judgedBy = (model: string) =>
    `---\nmodel: openai/gpt-4o-mini\nmax_tokens: 400\nexpect:\n  - { judge: It is about refunds., model: ${model} }\n---\n# Refunds\n\nList the rules.\n`;

  it("the budget is that of the answer and its judge, and asked before anything is sent", async () => {
    await world.write("a.md", judgedBy("openai/gpt-4o-mini"));
    const { code, value } = await world.json(["run", "a.md", "--json", "--budget", "0.0005"]);
    assert.equal(code, 4);
    assert.match(value.error?.message ?? "", /could cost \$0\.00\d+; the budget of a run is/);
    assert.equal(world.chats().length, 0);
    assert.equal((await world.call(["run", "a.md", "--dry-run", "--budget", "0.0005"])).code, 4);
    assert.equal((await world.json(["run", "a.md", "--json", "--budget", "0.002"])).code !== 4, true);
    assert.equal(world.chats().length, 2);
  });

  it("a judge whose price nobody knows is not asked under a budget", async () => {
    await world.write("a.md", judgedBy("nobody/knows"));
    const { value } = await world.json(["run", "a.md", "--json", "--budget", "0.0005"]);
    assert.equal(value.status, "completed");
    assert.equal(value.expect?.[0]?.state, "skipped");
    assert.match(value.expect?.[0]?.detail ?? "", /price of this model is not known/);
    assert.equal(world.chats().length, 1);
  });

  it("somebody else answers when the first choice cannot, and each hop is told", async () => {
    await world.write(
      "a.md",
      "---\nmodel: fault/error-503\nfallback: [minimax/minimax-m2.1:free]\n---\n# Do\n",
    );
    const env = { SMARTSPEC_PROMPT_LOGGING: "allow" };
    const { code, value, stderr } = await world.json(["run", "a.md", "--json", "--retries", "0"], { env });
    assert.equal(code, 0, stderr);
    assert.equal(value.model, "minimax/minimax-m2.1:free");
    assert.deepEqual(
      value.attempts.map(({ model, error }) => [model, error]),
      [
        ["fault/error-503", "provider-unavailable"],
        ["minimax/minimax-m2.1:free", undefined],
      ],
    );
    const skipped = await world.call(["run", "a.md", "--retries", "0"]);
    assert.equal(skipped.code, 1);
    assert.match(skipped.stderr, /Skipped: may train on prompts/);
  });

  it("without a key a free model answers, and that its provider may keep the text is said before", async () => {
    await world.write("a.md", "# Do\n");
    const env = { KILOCODE_API_KEY: "" };
    const { code, stderr } = await world.call(["run", "a.md"], { env });
    assert.equal(code, 0, stderr);
    assert.match(stderr.split("\n")[0] ?? "", /may log what you send and train on it/);
    const never = await world.call(["run", "a.md"], { env: { ...env, SMARTSPEC_PROMPT_LOGGING: "never" } });
    assert.equal(never.code, 1);
    assert.match(never.stderr, /SMARTSPEC_PROMPT_LOGGING forbids that/);
    assert.equal(world.chats().length, 1);
  });

  it("speaks Thai where the system or the user does", async () => {
    for (const env of [{ LANG: "th_TH.UTF-8" }, { SMARTSPEC_LANGUAGE: "th" }] as const) {
      const { code, stderr } = await world.call(["run", "none.md"], { env });
      assert.equal(code, 2);
      assert.match(stderr, /ไม่มีไฟล์ none\.md/);
    }
    const { stderr } = await world.call(["run", "none.md"], {
      env: { LANG: "th_TH.UTF-8", SMARTSPEC_LANGUAGE: "en" },
    });
    assert.match(stderr, /There is no file none\.md/);
  });

  it("a failure before anything is sent is a RunResult, too", async () => {
    const { code, value } = await world.json(["run", "none.md", "--json"]);
    assert.equal(code, 2);
    assert.equal(value.status, "failed");
    assert.equal(value.error?.code, "invalid-spec");
    assert.deepEqual(value.cost, { kind: "computed", usd: 0 });
    assert.deepEqual(value.attempts, []);
  });
});
