import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sizeOfPrompt } from "../../../../src/core/cost/tokenRates";
import type { Model } from "../../../../src/core/models/model";
import { findModel } from "../../../../src/core/models/modelCatalogue";
import { promptCost } from "../../../../src/core/models/promptCosts";
import { checkSpec, type SpecSurroundings } from "../../../../src/core/spec/checkSpec";
import { parseSpec } from "../../../../src/core/spec/parseSpec";
import { specParameters } from "../../../../src/core/spec/specParameters";
import { PastRuns } from "../../../../src/core/usage/pastRuns";
import { modelWith } from "../../../fakes/sampleModel";

const priced = (id: string, prompt: string, completion: string, change: Partial<Model> = {}) =>
  modelWith({ id, name: id, pricing: { kind: "known", prompt, completion }, isFree: false, ...change });
const models = [
  priced("openai/gpt-4o", "0.0000025", "0.00001", { contextLength: 128_000 }),
  priced("openai/gpt-4o-mini", "0.00000015", "0.0000006", { contextLength: 128_000 }),
  priced("anthropic/claude-3-5-sonnet", "0.000003", "0.000015", { expirationDate: "2026-12-01" }),
  priced("acme/tiny", "0.000001", "0.000001", { contextLength: 300, supportedParameters: ["max_tokens"] }),
  modelWith({ id: "kilo-auto/balanced", pricing: { kind: "varies" } }),
];
const kilo = { id: "kilocode", displayName: "Kilo" };
const local = { id: "local", displayName: "Local" };

function check(text: string, change: Partial<SpecSurroundings> = {}, path = "specs/shop.md") {
  const spec = parseSpec(text, path);
  const parameters = specParameters(spec.frontMatter, { temperature: 0.7, maxTokens: 4000 });
  const size = sizeOfPrompt([spec.body]);
  const past = new PastRuns();
  const model = findModel(models, spec.frontMatter.model ?? "openai/gpt-4o");
  const problems = checkSpec(spec, {
    path,
    providers: [kilo, local],
    provider: kilo,
    modelsOf: (id) => (id === "kilocode" ? models : undefined),
    ...(model && { model }),
    parameters,
    costOf: (one) => promptCost(one, { size, parameters, expect: spec.frontMatter.expect }, past, models),
    files: new Map(),
    formatDay: (day) => day,
    ...change,
  });
  return problems.map((problem) => ({ ...problem, at: text.slice(problem.start, problem.end) }));
}
const codes = (...given: Parameters<typeof check>) => check(...given).map(({ code, at }) => [code, at]);
const matter = (yaml: string, body = "# Title\n\nText.\n") => `---\n${yaml}\n---\n${body}`;

describe("checkSpec", () => {
  it("says nothing about a spec that is right", () => {
    assert.deepEqual(codes(matter("model: openai/gpt-4o\nbudget: 0.10\ntemperature: 0")), []);
  });

  it("says nothing about files without front matter, of other tools, or with nothing of ours in it", () => {
    const gone = "model: openai/gpt-4-32k\ninclude: ../../x.md";
    assert.deepEqual(codes("# Title\n\n{{file:../../x.md}}\n"), []);
    assert.deepEqual(codes(matter(gone), {}, "a.prompt.md"), []);
    assert.deepEqual(codes(matter(gone), {}, ".kiro/steering/a.md"), []);
    assert.deepEqual(codes(matter("title: A page\nlayout: post", "{{file:../../x.md}}")), []);
    assert.deepEqual(codes(matter("name: reviewer\ndescription: Reviews.\nmodel: opus")), []);
  });

  it("a model that is gone: its likeliest replacements with what this spec would cost on them", () => {
    const [problem] = check(matter("model: openai/gpt-4-32k"));
    assert.equal(problem?.code, "model-not-found");
    assert.equal(problem.severity, "warning");
    assert.equal(problem.message, "openai/gpt-4-32k is no longer offered by Kilo.");
    assert.equal(problem.at, "openai/gpt-4-32k");
    assert.equal(problem.replacements?.[0]?.text, "openai/gpt-4o");
    assert.match(problem.replacements[0].detail ?? "", /^≈ \$0\.00\d+$/);
  });

  it("a model that is like no other: the cheapest, and never one that retires", () => {
    const [problem] = check(matter("model: zzz"));
    assert.deepEqual(
      problem?.replacements?.map(({ text }) => text),
      ["acme/tiny", "openai/gpt-4o-mini", "openai/gpt-4o"],
    );
  });

  it("looks for models wherever one can be named", () => {
    const yaml =
      "models: [openai/gpt-4o, a/1]\nfallback:\n  - a/2\n  - model: a/3\n  - { model: a/x, provider: local }\n" +
      "expect:\n  - judge: good?\n    model: a/4\ntasks:\n  try_first: [a/5]";
    assert.deepEqual(
      codes(matter(yaml)).map(([code, at]) => `${code} ${at}`),
      [1, 2, 3, 4, 5].map((number) => `model-not-found a/${number}`),
    );
  });

  it("says nothing about models when their list could not be read, or is empty", () => {
    assert.deepEqual(codes(matter("model: a/1"), { modelsOf: () => undefined }), []);
    assert.deepEqual(codes(matter("model: a/1"), { modelsOf: () => [] }), []);
  });

  it("a model that retires, with the day", () => {
    const [problem] = check(matter("model: anthropic/claude-3-5-sonnet"));
    assert.equal(problem?.code, "model-retires");
    assert.equal(problem.severity, "information");
    assert.match(problem.message, /2026-12-01/);
  });

  it("a provider nobody has configured", () => {
    const [problem] = check(matter("provider: kilocod"));
    assert.equal(problem?.code, "provider-not-found");
    assert.equal(problem.at, "kilocod");
    assert.deepEqual(problem.replacements, [{ text: "kilocode" }]);
  });

  it("a worst case above the spec's own budget, with the budget that is enough", () => {
    const [problem] = check(matter("model: openai/gpt-4o\nbudget: 0.02"));
    assert.equal(problem?.code, "over-budget");
    assert.equal(problem.at, "0.02");
    assert.match(problem.message, /^A run could cost \$0\.041; the budget here is \$0\.02\.$/);
    assert.deepEqual(check(matter(`model: openai/gpt-4o\nbudget: ${problem.replacements?.[0]?.text}`)), []);
  });

  it("a worst case above the user's own, at the model", () => {
    assert.deepEqual(codes(matter("model: openai/gpt-4o"), { perRunUsd: 0.01 }), [
      ["over-budget", "openai/gpt-4o"],
    ]);
    assert.deepEqual(codes(matter("temperature: 0"), { perRunUsd: 0.01 }), [["over-budget", "temperature"]]);
    assert.deepEqual(codes(matter("model: openai/gpt-4o"), { perRunUsd: 1 }), []);
  });

  it("a spec that its model has no room for", () => {
    assert.deepEqual(codes(matter("model: acme/tiny", `# Long\n${"word and word ".repeat(200)}`)), [
      ["context-length-exceeded", "acme/tiny"],
    ]);
  });

  it("a parameter that the model does not take", () => {
    assert.deepEqual(codes(matter("model: acme/tiny\ntemperature: 0\nmax_tokens: 100\nseed: 1")), [
      ["unsupported-parameter", "temperature"],
      ["unsupported-parameter", "seed"],
    ]);
  });

  it("files that are not there, are folders, or lie elsewhere, each where it is named", () => {
    const text = matter(
      "include: [../notes.md, ../../out.md, ../docs]",
      'See [the rules](rules.md "context") and {{file:/gone.txt}}, {{file:shop.md}}.\n',
    );
    const files = new Map([
      ["specs/rules.md", "leads-outside"],
      ["gone.txt", "missing"],
      ["docs", "folder"],
    ] as const);
    assert.deepEqual(codes(text, { files }), [
      ["file-outside", "../../out.md"],
      ["file-not-found", "../docs"],
      ["file-outside", "rules.md"],
      ["file-not-found", "{{file:/gone.txt}}"],
      ["include-cycle", "{{file:shop.md}}"],
    ]);
  });

  it("a variable that is nearly an input, and only when there are inputs", () => {
    const body = "Within {{dayz}}, {{days}}, {{ selection }}, {{other}}.\n";
    const [problem, ...others] = check(matter("inputs: [days]", body));
    assert.equal(problem?.message, "There is no input {{dayz}}; is {{days}} meant?");
    assert.equal(problem.at, "{{dayz}}");
    assert.deepEqual(problem.replacements, [{ text: "{{days}}" }]);
    assert.deepEqual(others, []);
    assert.deepEqual(codes(matter("temperature: 0", body)), []);
  });

  it("keeps the problems of the front matter itself, in the order of the text", () => {
    assert.deepEqual(
      codes(matter("budgt: 1\nmodel: a/1\ntemperature: hot")).map(([code]) => code),
      ["unknown-key", "model-not-found", "wrong-value"],
    );
    assert.deepEqual(
      codes(matter("model: [a\nbudget: 1")).map(([code]) => code),
      ["broken-yaml"],
    );
  });
});
