import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parseSpec, specError } from "../../../../src/core/spec/parseSpec";

/** What each problem says, where, and how bad it is. */
function problems(text: string, path?: string) {
  return parseSpec(text, path).problems.map(({ code, severity, start, end }) => ({
    code,
    severity,
    marked: text.slice(start, end),
  }));
}

describe("parseSpec", () => {
  it("a file without front matter is its body, byte for byte", () => {
    for (const text of ["# Title\n\nText.\r\n", "", "---\n", "\n---\nmodel: a/b\n---\n"]) {
      assert.deepEqual(parseSpec(text), { frontMatter: {}, keys: [], body: text, problems: [] });
    }
  });

  it("reads every key", () => {
    const text = [
      "---",
      "model: anthropic/claude-sonnet-4.5",
      "models: [openai/gpt-4o, google/gemini-flash-1.5]",
      "provider: openrouter",
      "fallback:",
      "  - openai/gpt-4o-mini",
      "  - { model: meta-llama/llama-3.1-70b-instruct, provider: kilocode }",
      "temperature: 0",
      "top_p: 0.9",
      "max_tokens: 1200",
      "seed: 42",
      "stop: END",
      "reasoning: high",
      "system: |",
      "  Be brief.",
      "budget: 0.05",
      "inputs:",
      "  - name: days",
      "    prompt: How many days?",
      "    default: 7",
      "  - { name: ภาษา, choices: [ไทย, English] }",
      "env: TEAM",
      "include: [../rules.md, /docs/a b.md]",
      "output: out/answer.md",
      "expect:",
      "  - contains: ปัดเศษ",
      "    ignore_case: true",
      "  - not_contains: TODO",
      '  - regex: "^#"',
      "    flags: m",
      "  - json_schema: { type: object }",
      "  - max_usd: 0.02",
      "  - max_seconds: 20",
      "  - judge: Names every rule.",
      "    model: openai/gpt-4o-mini",
      "routing: { sort: price, data_collection: deny }",
      "tasks: { checkpoint: 5, try_first: openai/gpt-4o-mini }",
      "---",
      "# Body",
      "",
    ].join("\n");
    const spec = parseSpec(text);
    assert.deepEqual(spec.problems, []);
    assert.equal(spec.body, "# Body\n");
    assert.equal(spec.block?.bodyLine, text.split("\n").indexOf("# Body"));
    assert.deepEqual(spec.frontMatter, {
      model: "anthropic/claude-sonnet-4.5",
      models: ["openai/gpt-4o", "google/gemini-flash-1.5"],
      provider: "openrouter",
      fallback: [
        { model: "openai/gpt-4o-mini", mayCostMore: false },
        { model: "meta-llama/llama-3.1-70b-instruct", provider: "kilocode", mayCostMore: false },
      ],
      temperature: 0,
      topP: 0.9,
      maxTokens: 1200,
      seed: 42,
      stop: ["END"],
      reasoning: { effort: "high" },
      system: "Be brief.\n",
      budget: 0.05,
      inputs: [
        { name: "days", prompt: "How many days?", default: "7" },
        { name: "ภาษา", choices: ["ไทย", "English"] },
      ],
      env: ["TEAM"],
      include: ["../rules.md", "/docs/a b.md"],
      output: "out/answer.md",
      expect: [
        { kind: "contains", text: "ปัดเศษ", ignoreCase: true },
        { kind: "not-contains", text: "TODO" },
        { kind: "regex", pattern: "^#", flags: "m" },
        { kind: "json-schema", schema: { type: "object" } },
        { kind: "max-usd", usd: 0.02 },
        { kind: "max-seconds", seconds: 20 },
        { kind: "judge", criteria: "Names every rule.", model: "openai/gpt-4o-mini" },
      ],
      routing: { sort: "price", data_collection: "deny" },
      tasks: { checkpoint: 5, tryFirst: ["openai/gpt-4o-mini"] },
    });
  });

  it("inputs may be a list of names, or a map", () => {
    assert.deepEqual(parseSpec("---\ninputs: [days, team]\n---\n").frontMatter.inputs, [
      { name: "days" },
      { name: "team" },
    ]);
    assert.deepEqual(
      parseSpec("---\ninputs:\n  days: 7\n  team:\n  tone: { prompt: Tone? }\n---\n").frontMatter.inputs,
      [{ name: "days", default: "7" }, { name: "team" }, { name: "tone", prompt: "Tone?" }],
    );
  });

  it("a slip of the pen is marked at its key, with what was meant", () => {
    const text = "---\nmodel: a/b\nbudgt: 0.02\nmaxTokens: 5\n---\n";
    assert.deepEqual(problems(text), [
      { code: "unknown-key", severity: "warning", marked: "budgt" },
      { code: "unknown-key", severity: "warning", marked: "maxTokens" },
    ]);
    assert.deepEqual(
      parseSpec(text).problems.map(({ replacements }) => replacements?.[0]?.text),
      ["budget", "max_tokens"],
    );
  });

  it("a wrong value is marked at the value, left out, and refuses the run with its line", () => {
    const text = "---\nmodel: a/b\ntemperature: hot\nexpect:\n  - contains: x\n  - contians: y\n---\n";
    assert.deepEqual(problems(text), [
      { code: "wrong-value", severity: "error", marked: "hot" },
      { code: "wrong-value", severity: "error", marked: "contians: y\n" },
    ]);
    const spec = parseSpec(text);
    assert.deepEqual(spec.frontMatter, { model: "a/b" });
    assert.equal(specError(spec, text)?.details?.line, 3);
    assert.match(
      specError(spec, text)?.message ?? "",
      /^Line 3: temperature must be a number from 0 to 2\.$/,
    );
  });

  it("an entry of the user's own chain may not be made dearer by a file", () => {
    const text = "---\nfallback:\n  - { model: a/b, mayCostMore: true }\n---\n";
    assert.equal(problems(text)[0]?.code, "wrong-value");
  });

  it("broken YAML is marked where it breaks, also with tabs, and a key that is there twice", () => {
    assert.deepEqual(problems("---\nmodel: [a/b\n---\n")[0]?.code, "broken-yaml");
    const tabs = "---\nmodel: a/b\ninputs:\n\t- days\n---\n";
    assert.match(parseSpec(tabs).problems[0]?.message ?? "", /tabs/);
    assert.equal(problems("---\nmodel: a\nmodel: b\n---\n")[0]?.code, "broken-yaml");
  });

  it("byte order mark and CRLF move no mark", () => {
    const text = "\uFEFF---\r\nmodel: a/b\r\nbudgt: 1\r\n---\r\nBody\r\n";
    assert.deepEqual(problems(text), [{ code: "unknown-key", severity: "warning", marked: "budgt" }]);
    assert.equal(parseSpec(text).body, "Body\r\n");
  });

  it("a thematic break, and somebody else's header, are text", () => {
    for (const text of ["---\nJust prose here.\n---\nMore.\n", '---\ntitle: "a" b: [c\n---\nText\n']) {
      assert.equal(parseSpec(text).body, text);
      assert.deepEqual(problems(text), []);
    }
  });

  it("other tools' keys are left alone", () => {
    const text = "---\ntitle: Checkout\ntags: [a]\nmodel: a/b\nfoo_bar_baz: 1\n---\n";
    assert.deepEqual(problems(text), []);
  });

  it("in a prompt file of VS Code only a model that is an id counts, and nothing is wrong", () => {
    const path = ".github/prompts/review.prompt.md";
    const text = (model: string) =>
      `---\nmode: agent\nmodel: ${model}\ntools: ['codebase']\ndescription: Review\n---\nDo.\n`;
    assert.deepEqual(parseSpec(text("GPT-5 (copilot)"), path).frontMatter, {});
    assert.deepEqual(parseSpec(text("['GPT-5', 'Claude Sonnet 4.5']"), path).problems, []);
    assert.deepEqual(parseSpec(text("openai/gpt-4o"), path).frontMatter, { model: "openai/gpt-4o" });
  });

  it("aliases that would grow without end are left out", () => {
    const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let index = 0; index < 8; index++) {
      const [from, to] = [String.fromCharCode(97 + index), String.fromCharCode(98 + index)];
      lines.push(
        `${to}: &${to} [*${from}, *${from}, *${from}, *${from}, *${from}, *${from}, *${from}, *${from}]`,
      );
    }
    assert.deepEqual(parseSpec(`---\n${lines.join("\n")}\ninclude: *i\n---\n`).frontMatter, {});
  });

  it("never throws, and body and block are always the whole text", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "---",
        "...",
        "model: a",
        "expect:",
        "  - x: [",
        "\t- a",
        "{{a}}",
        "&a *a",
        "? ",
        "inputs: {a: 1}",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n"), (lines, end) => {
        const text = ["---", ...lines].join(end);
        const { block, body, problems: found } = parseSpec(text);
        assert.equal(text.slice(block?.bodyStart ?? 0), body);
        for (const { start, end: to } of found) assert.ok(start >= 0 && start < to && to <= text.length);
      }),
      { numRuns: 2000 },
    );
  });
});
